package io.sharelens.owner.round;

import io.sharelens.client.transport.Json;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.LayerGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Whether a model may be trained here. That its numbers are finite and fit its graph is seen when
 * it is read ({@link PublishedModel}), its size while it is downloaded. Here: its classes are the
 * platform's, and its layers are those of the first model that this owner accepted, which is noted
 * on disk: a platform that suddenly asks for another computation on the pictures is refused.
 */
final class ModelCheck {
  private final Path file;
  private final boolean acceptNew;

  ModelCheck(Path file, boolean acceptNew) {
    this.file = file;
    this.acceptNew = acceptNew;
  }

  /** What was accepted. */
  record Accepted(String name, String graphSha256) {}

  /**
   * Checks and notes.
   *
   * @param categories the platform's class list
   * @throws LensException USER {@code categories-differ} or {@code unknown-architecture}
   */
  void accept(PublishedModel model, List<String> categories) {
    LayerGraph graph = model.graph();
    int scores = GraphShapes.of(graph).of(graph.output()).size();
    if (!model.categories().equals(categories) || scores != categories.size()) {
      throw LensException.user(
          "categories-differ",
          "the model tells %d classes %s apart, the platform has %s"
              .formatted(scores, model.categories(), categories));
    }
    Accepted now = new Accepted(graph.name(), Digests.text(graph.toString()));
    try {
      if (Files.exists(file)) {
        Accepted before = Json.read(file.toString(), Files.readAllBytes(file), Accepted.class);
        if (before.equals(now)) {
          return;
        }
        if (!acceptNew) {
          throw LensException.user(
              "unknown-architecture",
              ("the layers of model %s are not those of the model that was accepted first (%s); if"
                      + " the platform has changed them rightly, allow accept_new_architecture")
                  .formatted(model.sha256(), before.name()));
        }
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.write(part, Json.write(now));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be kept: " + e, e);
    }
  }
}
