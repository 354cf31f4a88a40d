package io.sharelens.inference.model;

import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A published model: one safetensors file with weights, layer graph, preprocessing, category list
 * and fixed-point plan. Nodes, agents and clients need nothing else to train, run or imitate it.
 * The manifest of a split model is one too, but holds no weights: the servers have shares of them
 * ({@link SplitManifest}), and nobody else needs any. Immutable; the weights are read-only by
 * contract. The same content always gives the same bytes.
 */
public final class PublishedModel {
  /** Key of the description among the file's texts. */
  static final String KEY = "sharelens.model";

  /** Key of what a manifest says of the parts. */
  private static final String SPLIT = "sharelens.split";

  private static final int MAX_SIZE = 4096;

  private final ModelDocument document;
  private final Safetensors file;
  private final @Nullable SplitManifest split;
  private final String sha256;

  private PublishedModel(ModelDocument document, Safetensors file, @Nullable String sha256) {
    this.document = document;
    this.file = file;
    String parts = file.metadata().get(SPLIT);
    this.split = parts == null ? null : SplitManifest.parse(parts);
    check();
    this.sha256 = sha256 == null ? digest(file) : sha256;
  }

  /**
   * A new model.
   *
   * @param weights exactly those that the graph names, see {@link GraphShapes#weights}; batch
   *     normalisation is folded before ({@link BatchNormFolding})
   * @param categories ordered class list of the platform
   * @param parent sha256 of the model that this one was trained from
   */
  public static PublishedModel of(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      List<String> categories,
      FixedPointPlan plan,
      @Nullable String parent,
      TrainingRecord trained) {
    ModelDocument document =
        new ModelDocument(
            ModelDocument.FORMAT,
            graph,
            List.copyOf(categories),
            plan,
            parent == null ? "" : parent,
            trained);
    return new PublishedModel(
        document, Safetensors.of(Map.of(KEY, document.json()), weights), null);
  }

  /**
   * The manifest of a split: all that {@code model} says but its weights.
   *
   * @param split names the parts
   */
  public static PublishedModel manifest(PublishedModel model, SplitManifest split) {
    Map<String, String> texts = Map.of(KEY, model.document.json(), SPLIT, split.json());
    return new PublishedModel(model.document, Safetensors.of(texts, Map.of()), null);
  }

  /** USER {@code bad-safetensors} or {@code bad-model} saying what is wrong with the file. */
  public static PublishedModel read(Path file) {
    return read(Safetensors.map(file));
  }

  /** As {@link #read(Path)}, from memory. */
  public static PublishedModel read(byte[] file) {
    return read(ByteBuffer.wrap(file));
  }

  private static PublishedModel read(ByteBuffer bytes) {
    Safetensors file = Safetensors.read(bytes);
    String text = file.metadata().get(KEY);
    if (text == null) {
      throw bad("it has weights but no '" + KEY + "' (import it with a backbone first)");
    }
    MessageDigest digest = sha256Digest();
    digest.update(bytes.duplicate());
    return new PublishedModel(
        ModelDocument.parse(text), file, HexFormat.of().formatHex(digest.digest()));
  }

  /** Writes the file; a reader never sees half of it. */
  public void write(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (OutputStream out = Files.newOutputStream(part)) {
        file.write(out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw LensException.resources("write-failed", "cannot write the model " + target, e);
    }
  }

  public LayerGraph graph() {
    return document.graph();
  }

  /** Ordered class list. */
  public List<String> categories() {
    return document.categories();
  }

  public FixedPointPlan plan() {
    return document.plan();
  }

  /** What is said of the parts if this is the manifest of a split model. */
  public Optional<SplitManifest> split() {
    return Optional.ofNullable(split);
  }

  /**
   * Weights by name, sorted; unmodifiable.
   *
   * @throws LensException USER {@code secret-weights} for the manifest of a split model
   */
  public Map<String, FloatTensor> weights() {
    if (split != null) {
      throw secret(this);
    }
    return Collections.unmodifiableSortedMap(file.tensors());
  }

  /** sha256 of the model that this one was trained from; null for a first model. */
  public @Nullable String parent() {
    return document.parent().isEmpty() ? null : document.parent();
  }

  public TrainingRecord trained() {
    return document.trained();
  }

  /** Identity of the model: lower-case hex of the file's bytes. */
  public String sha256() {
    return sha256;
  }

  @Override
  public String toString() {
    return "PublishedModel[" + graph().name() + ", " + sha256 + "]";
  }

  private void check() {
    Preprocessing p = graph().preprocessing();
    if (p.size() < 1
        || p.size() > MAX_SIZE
        || p.mean().size() != p.std().size()
        || p.std().stream().anyMatch(deviation -> !(deviation > 0))) {
      throw bad("its preprocessing is impossible: " + p);
    }
    GraphShapes.of(graph());
    Map<String, Shape> wanted = split == null ? GraphShapes.weights(graph()) : Map.of();
    Set<String> others = new TreeSet<>(file.tensors().keySet());
    others.removeAll(wanted.keySet());
    if (!others.isEmpty()) {
      String why = split == null ? "its graph has no place for the weights " : "a manifest has no ";
      throw bad(why + others);
    }
    wanted.forEach(
        (name, shape) -> {
          FloatTensor tensor = file.tensors().get(name);
          if (tensor == null || !tensor.shape().equals(shape)) {
            throw bad(
                name + " must have shape " + shape + (tensor == null ? ", but is missing" : ""));
          }
          for (float v : tensor.values()) {
            if (!Float.isFinite(v)) {
              throw bad(name + " holds a number that is not finite");
            }
          }
        });
  }

  private static String digest(Safetensors file) {
    MessageDigest digest = sha256Digest();
    try (OutputStream out =
        new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      file.write(out);
    } catch (IOException e) {
      throw LensException.resources("write-failed", "cannot hash the model", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw LensException.resources("no-sha256", "this Java has no SHA-256", e);
    }
  }

  /** USER {@code secret-weights}: what was asked for needs weights that nobody here has. */
  public static LensException secret(PublishedModel model) {
    return LensException.user(
        "secret-weights",
        "the model "
            + model.sha256()
            + " is the manifest of a split model: its weights are known to its owner alone");
  }

  static LensException bad(String why) {
    return LensException.user("bad-model", "not a usable model file: " + why);
  }
}
