package io.sharelens.node.runtime;

import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.ModelPart;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.model.ModelGraphs;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.model.PartFiles;
import io.sharelens.node.model.Provenance;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.service.ModelService;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.Publications;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Model files for the REST layer. */
final class Models implements ModelService {
  private final int node;
  private final ModelShelf shelf;
  private final ModelGraphs graphs;
  private final SchemeBook schemes;
  private final Publications publications;
  private final @Nullable ModelPublisher publisher;
  private final Runnable published;

  /**
   * @param publisher null at nodes that cannot publish
   * @param published called after a publication
   */
  Models(
      int node,
      ModelShelf shelf,
      ModelGraphs graphs,
      SchemeBook schemes,
      Publications publications,
      @Nullable ModelPublisher publisher,
      Runnable published) {
    this.node = node;
    this.shelf = shelf;
    this.graphs = graphs;
    this.schemes = schemes;
    this.publications = publications;
    this.publisher = publisher;
    this.published = published;
  }

  @Override
  public String stage(Path file) {
    return shelf.stage(file);
  }

  @Override
  public void putPart(String sha256, Path file) {
    shelf.parts().put(PublishedModel.read(shelf.file(sha256)), file);
  }

  @Override
  public ModelPart part(String sha256) {
    SplitManifest split = PartFiles.split(PublishedModel.read(shelf.file(sha256)));
    return new ModelPart(
        node,
        split.part(node),
        shelf.parts().has(sha256),
        shelf.masked().masks(sha256).isPresent());
  }

  @Override
  public ModelGraph graph(String sha256) {
    return graphs.get(sha256, schemes.serving());
  }

  @Override
  public ModelInfo publish(String sha256) {
    ModelInfo info = publisher().publish(sha256);
    published.run();
    return info;
  }

  @Override
  public ModelInfo rollBack(int version) {
    ModelPublisher p = publisher();
    PublicationRow row =
        publications
            .find(version)
            .orElseThrow(
                () ->
                    LensException.user(
                        "version-unknown", "there is no version " + version + " of the model"));
    if (shelf.published().filter(m -> m.sha256().equals(row.sha256())).isPresent()) {
      throw LensException.user(
          "version-current", "the model of version " + version + " is the published one");
    }
    Provenance before = new Provenance(row.parent(), row.origin(), row.metrics());
    ModelInfo info = p.publish(row.sha256(), before.rolledBack(version));
    published.run();
    return info;
  }

  private ModelPublisher publisher() {
    ModelPublisher p = publisher;
    if (p == null) {
      throw LensException.user(
          "not-coordinator", "models are published at node 1; this is node " + node);
    }
    return p;
  }

  @Override
  public Path file(String sha256) {
    return shelf.file(sha256);
  }
}
