package io.sharelens.node.runtime;

import io.sharelens.api.CostRequest;
import io.sharelens.api.NodeView;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeView.Refusal;
import io.sharelens.node.choice.ChosenScheme;
import io.sharelens.node.choice.NamedSchemes;
import io.sharelens.node.choice.SchemeCatalogue;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.model.ModelGraphs;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.rehearsal.ModelPick;
import io.sharelens.node.rehearsal.NetworkModel;
import io.sharelens.node.rehearsal.Rehearsal;
import io.sharelens.node.rehearsal.RehearsalDesk;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.service.ChoiceService;
import io.sharelens.node.service.NodesService;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.ModelRow;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What administrators choose schemes from, for the REST layer. */
final class Choices implements ChoiceService, AutoCloseable {
  private final SchemeBook schemes;
  private final SchemeCatalogue catalogue;
  private final RehearsalDesk desk;

  /**
   * @param node what the rest of the runtime has of this node
   * @param models what a scheme would serve with
   * @param epochs tells how many pictures can be found
   * @param nodes how this node sees the others
   * @param searching whether a search runs or waits
   */
  Choices(
      NodeConfig config,
      NodeContext node,
      PluginSource plugins,
      AcceptanceCheck accept,
      ModelShelf shelf,
      ModelGraphs graphs,
      ModelPick models,
      EpochBook epochs,
      NodesService nodes,
      BooleanSupplier searching) {
    this.schemes = node.schemes();
    this.catalogue =
        new SchemeCatalogue(
            plugins,
            () -> schemes.serving().file(),
            accept,
            NamedSchemes.of(config.plugins(), SchemeFile.read(config.scheme())),
            shared -> weights(schemes, shelf, graphs, shared));
    this.desk =
        new RehearsalDesk(
            catalogue,
            new ChosenScheme(catalogue, plugins),
            models,
            new Rehearsal(
                new NetworkModel(config.peers(), () -> roundTrip(nodes)),
                config.data().resolve("rehearsal")),
            () -> epochs.current().map(e -> e.header().pictures()).orElse(0),
            new RehearsalDesk.Limits(searching, config.limits().maxK()),
            node.clock());
  }

  @Override
  public SchemeOptions options() {
    return catalogue.options(schemes.former().orElse(null));
  }

  @Override
  public QueryEstimate estimate(CostRequest request) {
    return desk.ask(request);
  }

  @Override
  public List<QueryEstimate> estimates() {
    return desk.list();
  }

  @Override
  public QueryEstimate estimate(String id) {
    return desk.find(id);
  }

  @Override
  public void endEstimate(String id) {
    desk.cancel(id);
  }

  @Override
  public void close() {
    desk.close();
  }

  /** Seconds on the slowest link. */
  private static OptionalDouble roundTrip(NodesService nodes) {
    return nodes.nodes().stream()
        .map(NodeView::rttMillis)
        .filter(Objects::nonNull)
        .mapToDouble(millis -> millis / 1000)
        .max();
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
