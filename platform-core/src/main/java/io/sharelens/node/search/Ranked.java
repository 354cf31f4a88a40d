package io.sharelens.node.search;

import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.spi.FeatureIndex;
import java.util.List;

/** The steps of a search in one session, the same at all computing nodes. */
public final class Ranked {
  private final ComputingSession session;
  private final Pipeline pipeline;
  private final Stages stages;
  private final List<CostBook> costs;

  /**
   * @param stages told of each phase when it begins
   * @param costs told of each phase when it ends
   */
  public Ranked(
      Scheme scheme,
      LoadedModel model,
      ComputingSession session,
      Stages stages,
      CostBook... costs) {
    this.session = session;
    this.pipeline = new Pipeline(scheme, model, session);
    this.stages = stages;
    this.costs = List.of(costs);
  }

  /**
   * The k best rows.
   *
   * @param query this node's words of the query's tensor; none at node 3
   */
  public Pipeline.Top run(int[] query, SearchedRows.Chosen rows, int k) {
    stages.at(Stages.FEATURE, 0, 0);
    SharedTensor feature =
        pipeline.features(1, query, (layer, done, total) -> stages.at(Stages.FEATURE, done, total));
    phase(Stages.FEATURE);
    stages.at(Stages.DISTANCE, 0, 0);
    FeatureIndex.Candidates candidates =
        pipeline.candidates(feature, rows.rows(), rows.structure(), k);
    phase(Stages.DISTANCE);
    stages.at(Stages.RANKING, 0, 0);
    Pipeline.Top top = pipeline.top(candidates, k);
    phase(Stages.RANKING);
    stages.at(Stages.ANSWER, 0, 0);
    session.end();
    return top;
  }

  private void phase(String name) {
    costs.forEach(c -> c.phase(name));
  }
}
