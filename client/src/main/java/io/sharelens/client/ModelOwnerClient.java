package io.sharelens.client;

import io.sharelens.api.ModelPart;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Retries;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.inference.split.WeightPart;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The owner of a split model, with a token of a model owner or administrator for every node. Each
 * node gets the manifest and its own part, never another one. Thread-safe.
 */
public final class ModelOwnerClient implements AutoCloseable {
  private final List<NodeConnection> nodes;

  private ModelOwnerClient(Deployment deployment) {
    this.nodes = deployment.connect(Retries.standard());
  }

  public static ModelOwnerClient open(Deployment deployment) {
    return new ModelOwnerClient(deployment);
  }

  /** Hears what was done at a node; called from several threads. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param node 1, 2 or 3
     * @param what is done now
     */
    void done(int node, String what);
  }

  /**
   * Brings manifest and parts to the nodes and publishes the model: at all nodes or at none. What a
   * node has already is not sent again, so that an interrupted call can be repeated.
   *
   * @param folder as {@link ModelSplitter} wrote it
   * @return SHA-256 of the manifest, the model's id
   * @throws LensException USER {@code part-missing}, {@code part-version}, {@code part-differs} if
   *     the folder's files do not belong together: nothing is sent then; else what a node says
   */
  public String publish(Path folder, Progress progress) {
    String sha256 = bring(folder, progress);
    ModelCalls.publish(nodes.getFirst(), sha256);
    progress.done(1, "published");
    return sha256;
  }

  /**
   * Brings manifest and parts to the nodes, as {@link #publish} does, and publishes nothing: a
   * change of scheme may do that.
   */
  public String bring(Path folder, Progress progress) {
    Path file = ModelSplitter.manifestFile(folder);
    PublishedModel manifest = PublishedModel.read(file);
    SplitManifest split =
        manifest
            .split()
            .orElseThrow(() -> LensException.user("not-split", file + " is no manifest"));
    for (int n = 1; n <= SplitManifest.PARTS; n++) {
      WeightPart.check(ModelSplitter.partFile(folder, n), split, n);
    }
    String sha256 = manifest.sha256();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (NodeConnection node : nodes) {
      tasks.add(() -> bring(node, sha256, folder, progress));
    }
    Fanout.all(tasks);
    return sha256;
  }

  /** Where every node's part of a model stands, nodes 1, 2, 3. */
  public List<ModelPart> parts(String sha256) {
    List<Callable<ModelPart>> tasks = new ArrayList<>();
    for (NodeConnection node : nodes) {
      tasks.add(() -> ModelCalls.part(node, sha256));
    }
    return Fanout.all(tasks);
  }

  private static boolean bring(NodeConnection node, String sha256, Path folder, Progress progress) {
    if (known(node, sha256)) {
      progress.done(node.node(), "has its part already");
      return false;
    }
    String staged = ModelCalls.stage(node, ModelSplitter.manifestFile(folder));
    if (!staged.equals(sha256)) {
      throw LensException.protocol("bad-answer", "node " + node.node() + " read another manifest");
    }
    progress.done(node.node(), "has the manifest");
    ModelCalls.putPart(node, sha256, ModelSplitter.partFile(folder, node.node()));
    progress.done(node.node(), "has its part");
    return true;
  }

  private static boolean known(NodeConnection node, String sha256) {
    try {
      return ModelCalls.part(node, sha256).here();
    } catch (LensException e) {
      if (e.code().equals("model-unknown")) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    nodes.forEach(NodeConnection::close);
  }
}
