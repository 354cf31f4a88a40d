package io.sharelens.node.store;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.store.files.ShareFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;

/**
 * A node's durable memory: database and share files, in the data folder. Bytes are written and
 * forced to disk before the row that names them; what a crash left without a row is removed when
 * the store is opened. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private final Database database;
  private final ShareFiles shares;
  private final Counters counters;
  private final MaskTable masks;

  private Store(Database database, ShareFiles shares) {
    this.database = database;
    this.shares = shares;
    this.counters = new Counters(database);
    this.masks = new MaskTable(database);
  }

  /**
   * Opens the store and repairs what a crash left.
   *
   * @throws LensException RESOURCES if folder or database cannot be used; USER {@code wrong-node}
   *     if the folder belongs to another node
   */
  public static Store open(NodeConfig config) {
    try {
      Files.createDirectories(config.data());
    } catch (IOException e) {
      throw LensException.resources("no-data-folder", "cannot create " + config.data(), e);
    }
    Database database = Database.open(config);
    try {
      Store store = new Store(database, ShareFiles.open(config.data().resolve("shares")));
      store.facts().claim("node", String.valueOf(config.node()));
      new Recovery(store).run();
      return store;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public ShareFiles shares() {
    return shares;
  }

  public Facts facts() {
    return new Facts(database);
  }

  public Counters counters() {
    return counters;
  }

  public Principals principals() {
    return new Principals(database);
  }

  public AccessTokens accessTokens() {
    return new AccessTokens(database);
  }

  public SignInTable signIns() {
    return new SignInTable(database);
  }

  public AuditTable audit() {
    return new AuditTable(database);
  }

  public Categories categories() {
    return new Categories(database);
  }

  public Models models() {
    return new Models(database);
  }

  public Publications publications() {
    return new Publications(database);
  }

  public Pictures pictures() {
    return new Pictures(database, counters);
  }

  public PictureCensus census() {
    return new PictureCensus(database);
  }

  public Features features() {
    return new Features(database);
  }

  public IndexRows indexRows() {
    return new IndexRows(database);
  }

  public ReplicaRows replicaRows() {
    return new ReplicaRows(database);
  }

  public Structures structures() {
    return new Structures(database);
  }

  /**
   * A number that changes after every commit that adds, drops or replaces index rows or makes them
   * unsearchable. Read it before the rows: if it is the same later, so are they.
   */
  public long rowVersion() {
    return database.rowVersion();
  }

  public MaskTable masks() {
    return masks;
  }

  public Epochs epochs() {
    return new Epochs(database);
  }

  public Jobs jobs() {
    return new Jobs(database);
  }

  public Sessions sessions() {
    return new Sessions(database);
  }

  public RoundTable rounds() {
    return new RoundTable(database);
  }

  public UpdateTable updates() {
    return new UpdateTable(database, counters);
  }

  public RoundResults roundResults() {
    return new RoundResults(database);
  }

  public SchemeChanges schemeChanges() {
    return new SchemeChanges(database, counters);
  }

  public Leavers leavers() {
    return new Leavers(database);
  }

  /** Drops the bytes of attempts that were replaced or deleted. */
  public Removal removal() {
    return new Removal(this);
  }

  /**
   * All that {@code work} does through this store's repositories on this thread is committed, or
   * nothing.
   */
  public <T> T inTransaction(Supplier<T> work) {
    return database.inTransaction(work);
  }

  /** As above, without a result. */
  public void inTransaction(Runnable work) {
    database.inTransaction(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  /** Whether the database answers. */
  public boolean healthy() {
    try {
      return database.with(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    shares.close();
    database.close();
  }
}
