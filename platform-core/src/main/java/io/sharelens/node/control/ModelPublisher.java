package io.sharelens.node.control;

import io.sharelens.api.ModelInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.model.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node 1 publishes a model at all nodes or at none: every node checks and stores it first; then
 * node 1 commits, which decides; then the others commit. Whoever misses the last step is told again
 * by the coordinator. Thread-safe.
 */
public final class ModelPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPublisher.class);
  private static final int[] OTHERS = {2, 3};

  private final ModelShelf shelf;
  private final ControlClient control;

  public ModelPublisher(ModelShelf shelf, ControlClient control) {
    this.shelf = shelf;
    this.control = control;
  }

  /**
   * @throws LensException what any node refuses with, naming it; then nothing is published
   */
  public ModelInfo publish(String sha256) {
    return publish(shelf.proposal(sha256));
  }

  /** As above, saying where the model comes from. */
  public ModelInfo publish(String sha256, Provenance provenance) {
    return publish(shelf.proposal(sha256, provenance));
  }

  private synchronized ModelInfo publish(ModelNotice notice) {
    String sha256 = notice.sha256();
    shelf.prepare(notice);
    for (int node : OTHERS) {
      control.prepare(node, notice, shelf.file(sha256));
    }
    shelf.commit(notice);
    LOG.info("model {} is published as version {}", sha256, notice.version());
    for (int node : OTHERS) {
      try {
        control.commit(node, notice);
      } catch (LensException e) {
        LOG.warn(
            "node {} will hear later that model {} is published: {}", node, sha256, e.getMessage());
      }
    }
    return new ModelInfo(notice.version(), sha256);
  }

  /** Brings a node that has another model published, or none, to the one that is. */
  public synchronized void bring(int node) {
    ModelNotice notice = shelf.notice().orElseThrow();
    control.prepare(node, notice, shelf.file(notice.sha256()));
    control.commit(node, notice);
  }
}
