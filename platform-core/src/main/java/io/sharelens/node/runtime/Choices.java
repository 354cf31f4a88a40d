package io.sharelens.node.runtime;

import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeView.Refusal;
import io.sharelens.node.choice.NamedSchemes;
import io.sharelens.node.choice.SchemeCatalogue;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.model.ModelGraphs;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.service.ChoiceService;
import io.sharelens.node.store.ModelRow;
import org.jspecify.annotations.Nullable;

/** What administrators choose schemes from, for the REST layer. */
final class Choices implements ChoiceService {
  private final SchemeCatalogue catalogue;

  Choices(
      NodeConfig config,
      PluginSource plugins,
      SchemeBook schemes,
      AcceptanceCheck accept,
      ModelShelf shelf,
      ModelGraphs graphs) {
    this.catalogue =
        new SchemeCatalogue(
            plugins,
            () -> schemes.serving().file(),
            accept,
            NamedSchemes.of(config.plugins(), SchemeFile.read(config.scheme())),
            shared -> weights(schemes, shelf, graphs, shared));
  }

  @Override
  public SchemeOptions options() {
    return catalogue.options();
  }

  private static @Nullable Refusal weights(
      SchemeBook schemes, ModelShelf shelf, ModelGraphs graphs, boolean shared) {
    ModelRow model = shelf.published().orElse(null);
    if (model == null) {
      return new Refusal("no-model", "no model is published yet; publish one first");
    }
    boolean split =
        graphs.get(model.sha256(), schemes.serving()).weights().equals(SchemeFile.SHARED);
    if (split == shared) {
      return null;
    }
    return split
        ? new Refusal(
            "secret-weights",
            "the published model is split: no node knows its weights; bring one with public"
                + " weights to switch")
        : new Refusal(
            "public-weights",
            "the published model shows its weights; its owner has to split it first (admin model"
                + " split)");
  }
}
