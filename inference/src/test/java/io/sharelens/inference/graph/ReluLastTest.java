package io.sharelens.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReluLastTest {
  private static FeatureGraph fire(String... more) {
    List<GraphNode> nodes =
        new ArrayList<>(
            List.of(
                new GraphNode("a", new Layer.Conv2d(3, 4, 1, 1, 0), List.of(LayerGraph.INPUT)),
                new GraphNode("a.relu", new Layer.Relu(), List.of("a")),
                new GraphNode("b", new Layer.Conv2d(3, 4, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode("b.relu", new Layer.Relu(), List.of("b")),
                new GraphNode("joined", new Layer.Concat(), List.of("a.relu", "b.relu")),
                new GraphNode("pool", new Layer.MaxPool(3, 2, 0, false), List.of("joined"))));
    for (String id : more) {
      nodes.add(new GraphNode("more", new Layer.Add(), List.of("pool", id)));
    }
    return new FeatureGraph(nodes, nodes.getLast().id());
  }

  private static List<String> order(FeatureGraph graph) {
    return graph.nodes().stream().map(n -> n.id() + n.inputs()).toList();
  }

  @Test
  void joinedRelusBecomeOneBehindThePool() {
    FeatureGraph moved = ReluLast.rewrite(fire(), id -> 12);
    assertThat(order(moved))
        .containsExactly("a[input]", "b[input]", "joined[a, b]", "a.relu[joined]", "pool[a.relu]");
    FeatureGraph pooled = PoolFirst.rewrite(moved);
    assertThat(order(pooled))
        .containsExactly("a[input]", "b[input]", "joined[a, b]", "pool[joined]", "a.relu[pool]");
    assertThat(pooled.feature()).isEqualTo("a.relu");
  }

  @Test
  void aJoinedFeatureIsRectified() {
    FeatureGraph graph = fire();
    FeatureGraph withoutPool = new FeatureGraph(graph.nodes().subList(0, 5), "joined");
    assertThat(ReluLast.rewrite(withoutPool, id -> 0).feature()).isEqualTo("a.relu");
  }

  @Test
  void differentTruncationsStay() {
    FeatureGraph graph = fire();
    assertThat(ReluLast.rewrite(graph, id -> id.startsWith("a") ? 12 : 13)).isEqualTo(graph);
  }

  @Test
  void aReluThatIsWantedElsewhereStays() {
    FeatureGraph graph = fire("a.relu");
    assertThat(ReluLast.rewrite(graph, id -> 12)).isEqualTo(graph);
  }
}
