package io.sharelens.node.model;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The model files of this node: staged, prepared for publication, published. A file is complete,
 * checked and on disk before the row that names it. Thread-safe.
 */
public final class ModelShelf {
  private static final String PREPARED = "model-prepared";

  private final Store store;
  private final Path folder;
  private final Clock clock;
  private final SchemeBook schemes;
  private final PartFiles parts;
  private final MaskedFiles masked;

  /**
   * @param folder where the files lie
   * @param schemes models have to fit the target
   * @param node number of this node, whose parts of split models are taken
   */
  public ModelShelf(Store store, Path folder, Clock clock, SchemeBook schemes, int node) {
    this.store = store;
    this.parts = new PartFiles(folder, node);
    this.masked = new MaskedFiles(folder);
    this.folder = folder;
    this.clock = clock;
    this.schemes = schemes;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot create " + folder, e);
    }
  }

  /**
   * Checks a file and keeps a copy.
   *
   * @return SHA-256 of the file
   * @throws LensException USER if it is no model; whether it fits the scheme is looked at when it
   *     is published
   */
  public synchronized String stage(Path file) {
    String sha256 = hash(file);
    if (has(sha256)) {
      return sha256;
    }
    ModelLoader.check(PublishedModel.read(file));
    Path temporary = folder.resolve(sha256 + ".part");
    Path target = folder.resolve(fileName(sha256));
    try {
      Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
      force(temporary, StandardOpenOption.WRITE);
      if (!hash(temporary).equals(sha256)) {
        throw LensException.user("model-changed", "the model file changed while it was read");
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder, StandardOpenOption.READ);
      store
          .models()
          .stage(
              new ModelRow(
                  sha256,
                  null,
                  ModelRow.STAGED,
                  fileName(sha256),
                  Files.size(target),
                  clock.millis()));
      return sha256;
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot store the model: " + e.getMessage(), e);
    }
  }

  /** Receives a file with a known hash from another node. */
  public void receive(String sha256, Consumer<Path> source) {
    Path temporary = folder.resolve(sha256.replaceAll("[^0-9a-f]", "") + ".incoming");
    try {
      source.accept(temporary);
      String got = hash(temporary);
      if (!got.equals(sha256)) {
        throw LensException.protocol(
            "model-differs", "the file that came has the hash " + got + ", not " + sha256);
      }
      stage(temporary);
    } finally {
      delete(temporary);
    }
  }

  /** Drops a model that was staged, but never published; nothing happens to any other. */
  public synchronized void discard(String sha256) {
    store
        .models()
        .find(sha256)
        .filter(m -> m.state().equals(ModelRow.STAGED) && m.version() == null)
        .ifPresent(
            m -> {
              store.models().forget(sha256);
              parts.discard(sha256);
              masked.discard(sha256);
              delete(folder.resolve(m.file()));
            });
  }

  /** This node's parts of split models. */
  public PartFiles parts() {
    return parts;
  }

  /** Their words as they were opened masked. */
  public MaskedFiles masked() {
    return masked;
  }

  public boolean has(String sha256) {
    return store
        .models()
        .find(sha256)
        .filter(m -> Files.exists(folder.resolve(m.file())))
        .isPresent();
  }

  /** The file; USER {@code model-unknown} if there is none. */
  public Path file(String sha256) {
    return store
        .models()
        .find(sha256)
        .map(m -> folder.resolve(m.file()))
        .filter(Files::exists)
        .orElseThrow(
            () -> LensException.user("model-unknown", "there is no model " + sha256 + " here"));
  }

  /** The model that is published now. */
  public Optional<ModelRow> published() {
    return store.models().published();
  }

  /** A model that is or was published. */
  public Optional<ModelRow> find(String sha256) {
    return store.models().find(sha256).filter(m -> m.version() != null);
  }

  /** What is published, as the nodes tell each other. */
  public Optional<ModelNotice> notice() {
    return store
        .publications()
        .latest()
        .map(
            p ->
                new ModelNotice(
                    p.sha256(),
                    p.version(),
                    row(p.sha256()).bytes(),
                    store.categories().list(),
                    new Provenance(p.parent(), p.origin(), p.metrics())));
  }

  /** What would be published next, were an administrator to publish {@code sha256}. */
  public ModelNotice proposal(String sha256) {
    PublishedModel model = PublishedModel.read(file(sha256));
    return proposal(sha256, Provenance.administrator(model.parent()));
  }

  /** As above, with another provenance. */
  public ModelNotice proposal(String sha256, Provenance provenance) {
    ModelNotice now = notice().orElse(null);
    if (now != null && now.sha256().equals(sha256)) {
      return now;
    }
    List<String> fixed = store.categories().list();
    return new ModelNotice(
        sha256,
        now == null ? 0 : now.version() + 1,
        row(sha256).bytes(),
        fixed.isEmpty() ? PublishedModel.read(file(sha256)).categories() : fixed,
        provenance);
  }

  /** Gets ready to publish: checks the model, and remembers durably that it may be published. */
  public synchronized void prepare(ModelNotice notice) {
    PublishedModel model = PublishedModel.read(file(notice.sha256()));
    ModelLoader.check(model, schemes.target());
    ModelLoader.checkWeights(model, schemes.target());
    parts.require(model);
    if (!model.categories().equals(notice.categories())) {
      throw LensException.user(
          "categories-differ",
          "the model is for the classes " + model.categories() + ", not " + notice.categories());
    }
    store.facts().put(PREPARED, CanonicalJson.text(notice));
  }

  /** Whether {@link #prepare} was called for this publication and {@link #commit} was not. */
  public boolean prepared(ModelNotice notice) {
    return store
        .facts()
        .get(PREPARED)
        .map(t -> CanonicalJson.read(t.getBytes(StandardCharsets.UTF_8), ModelNotice.class))
        .filter(notice::equals)
        .isPresent();
  }

  /**
   * Publishes what was prepared. Does nothing if it is published already.
   *
   * @throws LensException PROTOCOL {@code model-not-prepared}
   */
  public synchronized void commit(ModelNotice notice) {
    ModelRow now = published().orElse(null);
    if (now != null && now.sha256().equals(notice.sha256())) {
      return;
    }
    if (!prepared(notice)) {
      throw LensException.protocol(
          "model-not-prepared", "the model " + notice.sha256() + " was not prepared here");
    }
    store.inTransaction(
        () -> {
          long when = clock.millis();
          store.models().publish(notice.sha256(), notice.version(), when);
          store.publications().add(publication(notice, when));
          store.categories().replace(notice.categories());
        });
  }

  private PublicationRow publication(ModelNotice notice, long when) {
    return new PublicationRow(
        notice.version(),
        notice.sha256(),
        notice.provenance().parent(),
        notice.provenance().origin(),
        schemes.target().name(),
        schemes.target().digest(),
        notice.provenance().metrics(),
        when);
  }

  private ModelRow row(String sha256) {
    return store
        .models()
        .find(sha256)
        .orElseThrow(
            () -> LensException.user("model-unknown", "there is no model " + sha256 + " here"));
  }

  private static String fileName(String sha256) {
    return sha256 + ".safetensors";
  }

  private static String hash(Path file) {
    MessageDigest digest = CanonicalJson.newSha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot read " + file, e);
    }
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A leftover costs disk, nothing else; the next transfer overwrites it.
    }
  }
}
