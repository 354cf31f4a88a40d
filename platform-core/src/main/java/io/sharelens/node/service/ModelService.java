package io.sharelens.node.service;

import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.ModelPart;
import java.nio.file.Path;

/** Model files of this node. What is staged or published is listed by the store. */
public interface ModelService {
  /**
   * Validates a model file and keeps it. The file is moved or copied; the caller deletes what is
   * left.
   *
   * @return SHA-256 (hex) of the file
   * @throws io.sharelens.mpc.error.LensException USER if the file is no model, does not fit the
   *     scheme, or its plan does not hold
   */
  String stage(Path file);

  /**
   * Keeps this node's part of a split model whose manifest is here. The file is copied; a part that
   * is here already is replaced by its like.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code model-unknown}, {@code not-split},
   *     {@code bad-part}, {@code part-version}, {@code part-wrong-server}, {@code part-differs}
   */
  void putPart(String sha256, Path file);

  /**
   * Where this node's part of a split model stands.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code model-unknown}, {@code not-split}
   */
  ModelPart part(String sha256);

  /**
   * Publishes a staged model at all nodes or at none; at node 1 only.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code not-coordinator} at another node,
   *     {@code model-unknown}; RESOURCES if a node cannot be reached
   */
  ModelInfo publish(String sha256);

  /**
   * Publishes an earlier version's model once more, as a new version; at node 1 only.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code version-unknown}, {@code
   *     version-current}; else as {@link #publish}
   */
  ModelInfo rollBack(int version);

  /**
   * A model's layers with their fixed-point plan.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code model-unknown}
   */
  ModelGraph graph(String sha256);

  /** The file; USER {@code model-unknown} if there is none. */
  Path file(String sha256);
}
