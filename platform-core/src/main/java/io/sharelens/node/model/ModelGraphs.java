package io.sharelens.node.model;

import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelGraph.GraphLayer;
import io.sharelens.api.ModelGraph.LayerCost;
import io.sharelens.api.ModelGraph.LayerPlan;
import io.sharelens.api.ModelGraph.Totals;
import io.sharelens.inference.CostEstimate;
import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.plan.NodePlan;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Models as people see them: layers with shapes, fixed-point plan and declared costs. */
public final class ModelGraphs {
  /** Reading a model's file takes longer than looking at its graph. */
  private static final int KEPT = 8;

  private static final LayerCost NOTHING = new LayerCost(0, 0, 0, 0, 0);

  private final ModelShelf shelf;
  private final Map<String, ModelGraph> known = new LinkedHashMap<>(4, 0.75f, true);

  public ModelGraphs(ModelShelf shelf) {
    this.shelf = shelf;
  }

  /**
   * A model's graph.
   *
   * @param scheme whose comparison protocol the costs are those of
   * @throws io.sharelens.mpc.error.LensException USER {@code model-unknown}
   */
  public synchronized ModelGraph get(String sha256, Scheme scheme) {
    String key = sha256 + " " + scheme.comparison().name();
    ModelGraph graph = known.get(key);
    if (graph == null) {
      graph = of(PublishedModel.read(shelf.file(sha256)), scheme.comparison());
      if (known.size() >= KEPT) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(key, graph);
    }
    return graph;
  }

  private static ModelGraph of(PublishedModel model, ComparisonFactory comparison) {
    LayerGraph graph = model.graph();
    FixedPointPlan plan = model.plan();
    GraphShapes shapes = GraphShapes.of(graph);
    Map<String, Long> parameters = parameters(graph);
    Map<String, CostEstimate> costs = CostEstimate.byLayer(QuantizedModel.of(model), comparison, 1);
    List<GraphLayer> layers = new ArrayList<>();
    long computed = 0;
    LayerCost sum = NOTHING;
    for (GraphNode node : graph.nodes()) {
      NodePlan p = plan.nodes().get(node.id());
      CostEstimate c = costs.get(node.id());
      LayerCost cost = p == null ? null : c == null ? NOTHING : cost(c);
      long weights = parameters.getOrDefault(node.id(), 0L);
      if (cost != null) {
        computed += weights;
        sum = plus(sum, cost);
      }
      layers.add(
          new GraphLayer(
              node.id(),
              kind(node.layer()),
              detail(node.layer()),
              node.inputs(),
              Arrays.stream(shapes.of(node.id()).dims()).boxed().toList(),
              weights,
              p != null,
              p == null ? null : plan(p),
              cost));
    }
    return new ModelGraph(
        model.sha256(),
        graph.name(),
        model.split().isPresent() ? "shared" : "public",
        graph.preprocessing().size(),
        plan.inputFractionBits(),
        plan.inputBound(),
        plan.margin(),
        graph.feature(),
        plan.feature().dimension(),
        plan.feature().fractionBits(),
        graph.output(),
        comparison.name(),
        layers,
        new Totals(computed, sum));
  }

  private static Map<String, Long> parameters(LayerGraph graph) {
    Map<String, Long> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> w : GraphShapes.weights(graph).entrySet()) {
      String id = w.getKey().substring(0, w.getKey().lastIndexOf('.'));
      parameters.merge(id, (long) w.getValue().size(), Long::sum);
    }
    return parameters;
  }

  private static LayerPlan plan(NodePlan p) {
    return new LayerPlan(
        p.weightScale() > 0 ? bits(p.weightScale()) : null,
        bits(p.scale()),
        p.truncate(),
        bits(p.outputScale()),
        p.bound(),
        p.bound() / p.scale(),
        p.evidence().name().toLowerCase(Locale.ROOT));
  }

  /** Of a power of two just its exponent, of any other scale two digits more. */
  private static double bits(double scale) {
    return Math.rint(Math.log(scale) / Math.log(2) * 100) / 100;
  }

  private static LayerCost cost(CostEstimate c) {
    return new LayerCost(
        c.multiplyAdds(), c.comparisons(), c.rounds(), c.onlineBytes(), c.offlineBytes());
  }

  private static LayerCost plus(LayerCost a, LayerCost b) {
    return new LayerCost(
        a.multiplyAdds() + b.multiplyAdds(),
        a.comparisons() + b.comparisons(),
        a.rounds() + b.rounds(),
        a.onlineBytes() + b.onlineBytes(),
        a.offlineBytes() + b.offlineBytes());
  }

  private static String kind(Layer layer) {
    return switch (layer) {
      case Layer.Conv2d l -> "conv";
      case Layer.Relu l -> "relu";
      case Layer.MaxPool l -> "max-pool";
      case Layer.AveragePool l -> "average-pool";
      case Layer.GlobalPool l -> "global-pool";
      case Layer.Concat l -> "concat";
      case Layer.Add l -> "add";
      case Layer.Subsample l -> "subsample";
      case Layer.Linear l -> "linear";
      case Layer.Flatten l -> "flatten";
      case Layer.Dropout l -> "dropout";
      case Layer.BatchNorm l -> "batch-norm";
    };
  }

  private static String detail(Layer layer) {
    return switch (layer) {
      case Layer.Conv2d l ->
          "%dx%d, %d to %d channels%s%s"
              .formatted(
                  l.kernel(),
                  l.kernel(),
                  l.inChannels(),
                  l.outChannels(),
                  stride(l.stride()),
                  padding(l.padding()));
      case Layer.MaxPool l -> window(l.kernel()) + stride(l.stride()) + padding(l.padding());
      case Layer.AveragePool l -> window(l.kernel()) + stride(l.stride());
      case Layer.GlobalPool l -> l.reduction().name().toLowerCase(Locale.ROOT) + " over positions";
      case Layer.Subsample l -> "every " + l.stride() + ". row and column";
      case Layer.Linear l -> l.inFeatures() + " to " + l.outFeatures() + " numbers";
      case Layer.Dropout l -> "rate " + l.rate();
      case Layer.BatchNorm l -> l.channels() + " channels";
      case Layer.Relu l -> "";
      case Layer.Concat l -> "";
      case Layer.Add l -> "";
      case Layer.Flatten l -> "";
    };
  }

  private static String window(int size) {
    return size + "x" + size;
  }

  private static String stride(int stride) {
    return stride == 1 ? "" : ", stride " + stride;
  }

  private static String padding(int padding) {
    return padding == 0 ? "" : ", padding " + padding;
  }
}
