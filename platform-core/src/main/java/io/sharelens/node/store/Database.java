package io.sharelens.node.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.DatabaseConfig;
import io.sharelens.node.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Connection pool and schema; {@link EmbeddedFile} says how the embedded H2 keeps its promises. */
final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 12;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final AtomicLong rowChanges = new AtomicLong();
  private final ThreadLocal<Boolean> changed = new ThreadLocal<>();

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  static Database open(NodeConfig config) {
    HikariConfig h = new HikariConfig();
    h.setPoolName("node-" + config.node());
    h.setMaximumPoolSize(CONNECTIONS);
    DatabaseConfig server = config.database();
    if (server == null) {
      Path file = config.data().resolve("node").toAbsolutePath();
      EmbeddedFile.compact(file);
      h.setJdbcUrl(EmbeddedFile.url(file));
      h.setUsername("sa");
    } else {
      h.setJdbcUrl(server.url());
      h.setUsername(server.user());
      Path secret = server.passwordFile();
      if (secret != null) {
        h.setPassword(readSecret(secret));
      }
    }
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(h);
    } catch (RuntimeException e) {
      throw LensException.resources(
          "no-database",
          "cannot open the database of node " + config.node() + " (is another process using it?)",
          e);
    }
    try {
      Flyway.configure(Database.class.getClassLoader()).dataSource(pool).load().migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw LensException.resources("bad-database", "cannot bring the schema up to date", e);
    }
  }

  private static String readSecret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw LensException.resources("no-secret", "cannot read " + file, e);
    }
  }

  /** Runs on this thread's open transaction, or on a connection of its own. */
  <T> T with(Function<Handle, T> work) {
    return jdbi.<T, RuntimeException>withHandle(work::apply);
  }

  /** All that {@code work} does through the repositories happens, or nothing. */
  <T> T inTransaction(Supplier<T> work) {
    if (changed.get() != null) {
      return jdbi.<T, RuntimeException>inTransaction(handle -> work.get());
    }
    changed.set(false);
    try {
      return jdbi.<T, RuntimeException>inTransaction(handle -> work.get());
    } finally {
      if (changed.get()) {
        rowChanges.incrementAndGet();
      }
      changed.remove();
    }
  }

  /**
   * Counts commits after which other index rows may be searchable than before: who read the number
   * before it read rows, and finds it unchanged, has the present rows.
   */
  long rowVersion() {
    return rowChanges.get();
  }

  /** Says that index rows came or went, or became unsearchable; counts when that is committed. */
  void rowsChanged() {
    if (changed.get() == null) {
      rowChanges.incrementAndGet();
    } else {
      changed.set(true);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
