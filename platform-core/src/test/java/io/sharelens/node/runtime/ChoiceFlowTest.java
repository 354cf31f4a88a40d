package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.CostRequest;
import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelGraph.GraphLayer;
import io.sharelens.api.PluginChoice;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.QueryEstimate.Result;
import io.sharelens.api.QueryEstimate.State;
import io.sharelens.api.SchemeChoice;
import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.service.ChoiceService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceFlowTest {
  private static final int PICTURES = 24;
  private static final int K = 3;
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final String PAPER =
      """
      name: paper
      parties: 2
      backbone: {plugin: model-tiny}
      comparison: {plugin: cmp-threemul}
      index: {plugin: index-flat, options: {normalisation: sum}}
      ranking: {plugin: masked-affine}
      """;
  private static final String OURS =
      """
      name: ours
      parties: 2
      backbone: {plugin: model-tiny}
      comparison: {plugin: cmp-threemul}
      index: {plugin: index-flat}
      ranking: {plugin: oblivious-topk}
      """;
  private static final String THREE =
      """
      name: three
      parties: 3
      backbone: {plugin: model-tiny}
      comparison: {plugin: cmp-adder}
      index: {plugin: index-flat}
      ranking: {plugin: oblivious-topk}
      """;

  @TempDir Path root;

  @Test
  void showsWhatThereIsToChooseFromAndTheModelsGraph() throws Exception {
    PublishedModel model = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    model.write(file);
    try (TestCluster cluster = new TestCluster(root)) {
      cluster.start(3);
      assertThat(cluster.services(3).choices().options().weights().getFirst().refused().code())
          .isEqualTo("no-model");
      cluster.start(2);
      cluster.start(1);
      String sha256 = cluster.services(1).models().stage(file);
      cluster.services(1).models().publish(sha256);

      SchemeOptions options = cluster.services(1).choices().options();
      assertThat(options.serving().name()).isEqualTo("flsir");
      assertThat(options.weights().getFirst().refused()).isNull();
      assertThat(options.weights().getLast().refused().code()).isEqualTo("public-weights");

      ModelGraph graph = cluster.services(1).models().graph(sha256);
      assertThat(graph.layers())
          .extracting(GraphLayer::id)
          .containsExactly("conv", "relu", "pool", "feature", "scores");
      GraphLayer conv = graph.layers().getFirst();
      assertThat(conv.kind()).isEqualTo("conv");
      assertThat(conv.detail()).isEqualTo("3x3, 3 to 16 channels, padding 1");
      assertThat(conv.shape()).containsExactly(16, 8, 8);
      assertThat(conv.parameters()).isEqualTo(3 * 16 * 9 + 16);
      assertThat(conv.cost().multiplyAdds()).isEqualTo(16L * 8 * 8 * 3 * 9);
      assertThat(conv.plan().bound())
          .isEqualTo(model.plan().node("conv").bound())
          .isLessThan(1 << 30);
      // The pool runs first: a ReLU of what is left of 16 * 8 * 8 numbers.
      GraphLayer relu = graph.layers().get(1);
      assertThat(relu.cost().comparisons()).isEqualTo(16 * 4 * 4);
      assertThat(relu.cost().offlineBytes()).isPositive();
      assertThat(relu.plan().truncate()).isEqualTo(model.plan().node("relu").truncate());
      assertThat(graph.layers().getLast().computed()).isFalse();
      assertThat(graph.layers().getLast().plan()).isNull();
      assertThat(graph.totals().cost().rounds())
          .isEqualTo(
              graph.layers().stream()
                  .filter(GraphLayer::computed)
                  .mapToLong(l -> l.cost().rounds())
                  .sum());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PAPER, OURS, THREE})
  void anEstimateIsWhatASearchThenCosts(String scheme) throws Exception {
    PublishedModel model = TinyModel.make(1);
    try (TestCluster cluster = filled(model, scheme)) {
      QueryEstimate estimate = estimate(cluster, 1, SchemeChoice.named(null));
      SearchCost[] found = search(cluster, model);

      assertThat(estimate.size().pictures()).isEqualTo(PICTURES);
      assertThat(estimate.size().model()).isEqualTo(model.sha256());
      Result result = Objects.requireNonNull(estimate.result());
      assertThat(result.seconds()).isPositive();
      assertThat(result.basis().sharedCores()).isTrue();
      boolean chance = scheme.contains("oblivious-topk");
      assertThat(result.exact()).isEqualTo(!chance);
      for (int i = 0; i < 3; i++) {
        PhaseCost phase = result.phases().get(i);
        PhaseCost one = found[0].phases().get(i);
        PhaseCost two = found[1].phases().get(i);
        assertThat(phase.phase()).isEqualTo(one.phase());
        if (!chance || i < 2) {
          assertThat(phase.rounds()).isEqualTo(one.rounds());
          assertThat(phase.onlineBytes()).isEqualTo(one.onlineBytes());
          assertThat(phase.offlineBytes()).isEqualTo(one.offlineBytes() + two.offlineBytes());
        } else {
          assertThat(phase.rounds()).isBetween(one.rounds() / 4, one.rounds() * 4);
        }
      }
      if (!chance) {
        assertThat(result.rounds()).isEqualTo(found[0].rounds());
        assertThat(result.onlineBytes()).isEqualTo(found[0].onlineBytes());
        assertThat(result.offlineBytes())
            .isEqualTo(found[0].offlineBytes() + found[1].offlineBytes());
      }
    }
  }

  @Test
  void estimatesOfOtherSchemesAreMadeOnceAndCanBeEnded() throws Exception {
    PublishedModel model = TinyModel.make(1);
    try (TestCluster cluster = filled(model, PAPER)) {
      ChoiceService choices = cluster.services(2).choices();
      SchemeChoice three =
          new SchemeChoice(
              null,
              "mine",
              null,
              new PluginChoice("cmp-adder", null),
              new PluginChoice("index-hierarchical", Map.of("fanout", "4")),
              new PluginChoice("oblivious-topk", null),
              null,
              null,
              "shared");
      QueryEstimate first = choices.estimate(new CostRequest(three, 3));
      assertThat(first.scheme().name()).isEqualTo("mine");
      assertThat(first.scheme().parties()).isEqualTo(3);
      assertThat(SchemeFile.parse(first.scheme().yaml(), "answer").digest())
          .isEqualTo(first.scheme().digest());
      assertThat(first.summary()).contains("which pictures are alike");
      QueryEstimate waiting = choices.estimate(new CostRequest(null, 3));
      choices.endEstimate(waiting.id());
      assertThat(choices.estimate(waiting.id()).state()).isEqualTo(State.CANCELLED);

      QueryEstimate done = over(choices, first.id());

      assertThat(done.cause()).isNull();
      Result result = Objects.requireNonNull(done.result());
      assertThat(result.exact()).isFalse();
      assertThat(result.offlineBytes()).isZero();
      assertThat(result.basis().assumptions()).anyMatch(a -> a.contains("drawn ones"));
      assertThat(choices.estimate(new CostRequest(three, 3))).isEqualTo(done);
      assertThat(choices.estimate(new CostRequest(three, 4)).id()).isNotEqualTo(done.id());
      String running = choices.estimates().getFirst().id();
      choices.endEstimate(running);
      assertThat(over(choices, running).state()).isEqualTo(State.CANCELLED);
      choices.endEstimate(running);
      assertThatThrownBy(() -> choices.estimate(running)).hasMessageContaining("ask for one again");
    }
  }

  @Test
  void whatCannotServeIsNotEstimated() throws Exception {
    PublishedModel model = TinyModel.make(1);
    try (TestCluster cluster = filled(model, PAPER)) {
      ChoiceService choices = cluster.services(1).choices();
      PluginChoice vgg = new PluginChoice("model-vgg11", null);
      SchemeChoice other = new SchemeChoice(null, null, vgg, null, null, null, null, null, null);
      assertThatThrownBy(() -> choices.estimate(new CostRequest(other, null)))
          .satisfies(e -> assertThat(((LensException) e).code()).isEqualTo("no-model"))
          .hasMessageContaining("the scheme wants a vgg11");
      SchemeChoice wrong =
          new SchemeChoice(
              null, null, null, new PluginChoice("cmp-adder", null), null, null, null, null, null);
      assertThatThrownBy(() -> choices.estimate(new CostRequest(wrong, null)))
          .hasMessageContaining("masked-affine needs a dealer");
      assertThatThrownBy(() -> choices.estimate(new CostRequest(null, 100_000)))
          .satisfies(e -> assertThat(((LensException) e).code()).isEqualTo("bad-k"));
    }
  }

  private TestCluster filled(PublishedModel model, String scheme) throws Exception {
    TestCluster cluster = new TestCluster(root);
    cluster.scheme(scheme);
    cluster.startAll();
    Path file = root.resolve("model.safetensors");
    model.write(file);
    cluster.services(1).models().publish(cluster.services(1).models().stage(file));
    cluster.user("uma", "olga");
    for (int i = 0; i < PICTURES; i++) {
      cluster.upload("olga", "p" + i, model.sha256(), TinyModel.picture(model, i % 8, i));
    }
    for (int n = 1; n <= 3; n++) {
      int node = n;
      await()
          .atMost(LONGEST)
          .until(() -> cluster.services(node).status().info().epoch().pictures() == PICTURES);
    }
    return cluster;
  }

  private static QueryEstimate estimate(TestCluster cluster, int node, SchemeChoice choice) {
    ChoiceService choices = cluster.services(node).choices();
    QueryEstimate end = over(choices, choices.estimate(new CostRequest(choice, K)).id());
    assertThat(end.state()).as(String.valueOf(end.cause())).isEqualTo(State.DONE);
    return end;
  }

  private static QueryEstimate over(ChoiceService choices, String id) {
    await().atMost(LONGEST).until(() -> choices.estimate(id).state().over());
    return choices.estimate(id);
  }

  /** Costs that nodes 1 and 2 tell. */
  private static SearchCost[] search(TestCluster cluster, PublishedModel model) {
    TestCluster.Asked asked = cluster.search("uma", K, TinyModel.picture(model, 3, 99));
    return new SearchCost[] {
      asked.one().join().result().cost(), asked.two().join().result().cost()
    };
  }
}
