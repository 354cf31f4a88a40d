package io.sharelens.node.runtime;

import io.sharelens.api.ModelInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.service.ModelService;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Model files for the REST layer. */
final class Models implements ModelService {
  private final int node;
  private final ModelShelf shelf;
  private final @Nullable ModelPublisher publisher;
  private final Runnable published;

  /**
   * @param publisher null at nodes that cannot publish
   * @param published called after a publication
   */
  Models(int node, ModelShelf shelf, @Nullable ModelPublisher publisher, Runnable published) {
    this.node = node;
    this.shelf = shelf;
    this.publisher = publisher;
    this.published = published;
  }

  @Override
  public String stage(Path file) {
    return shelf.stage(file);
  }

  @Override
  public ModelInfo publish(String sha256) {
    ModelPublisher p = publisher;
    if (p == null) {
      throw LensException.user(
          "not-coordinator", "models are published at node 1; this is node " + node);
    }
    ModelInfo info = p.publish(sha256);
    published.run();
    return info;
  }

  @Override
  public Path file(String sha256) {
    return shelf.file(sha256);
  }
}
