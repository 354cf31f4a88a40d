package io.sharelens.node.model;

import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.inference.split.WeightPart;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * This node's parts of split models, each a file beside its manifest. A part that is here was
 * checked against the manifest and forced to disk. Thread-safe.
 */
public final class PartFiles {
  private final Path folder;
  private final int node;

  /**
   * @param folder where the manifests lie, too
   * @param node whose parts are taken, 1, 2 or 3
   */
  public PartFiles(Path folder, int node) {
    this.folder = folder;
    this.node = node;
  }

  /**
   * Keeps this node's part of a model. A part that is here already is replaced by its like.
   *
   * @param manifest of a split model that this node holds
   * @param part is copied
   * @throws LensException USER {@code not-split}, or why it is not this node's part of that model
   *     ({@link WeightPart#read})
   */
  public synchronized void put(PublishedModel manifest, Path part) {
    WeightPart.check(part, split(manifest), node);
    Path target = file(manifest.sha256());
    Path temporary = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.copy(part, temporary, StandardCopyOption.REPLACE_EXISTING);
      WeightPart.check(temporary, split(manifest), node);
      force(temporary, StandardOpenOption.WRITE);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot store the part: " + e.getMessage(), e);
    }
  }

  /** Whether this node's part of that model is here. */
  public boolean has(String sha256) {
    return Files.isRegularFile(file(sha256));
  }

  /** USER {@code part-missing} if the model is split and this node's part is not here. */
  public void require(PublishedModel model) {
    model
        .split()
        .filter(s -> !has(model.sha256()))
        .ifPresent(
            s -> {
              throw WeightPart.missing(s, node);
            });
  }

  /**
   * This node's share among that many computing servers.
   *
   * @throws LensException as {@link WeightPart#read} does
   */
  public SecretWeights.Share share(PublishedModel manifest, int parties) {
    return WeightPart.read(file(manifest.sha256()), split(manifest), node).share(parties);
  }

  /** Drops a part; nothing happens if it is not here. */
  public synchronized void discard(String sha256) {
    try {
      Files.deleteIfExists(file(sha256));
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot delete the part: " + e.getMessage(), e);
    }
  }

  /** What a manifest says of the parts; USER {@code not-split} for a model with public weights. */
  public static SplitManifest split(PublishedModel manifest) {
    return manifest
        .split()
        .orElseThrow(
            () ->
                LensException.user(
                    "not-split",
                    "the model " + manifest.sha256() + " has public weights, no parts"));
  }

  private Path file(String sha256) {
    return folder.resolve(sha256 + ".weights");
  }

  static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
