package io.sharelens.node.search;

import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.spi.FeatureIndex;
import java.util.List;

/** The steps of a search in one session, the same at all computing nodes. */
final class Ranked {
  private final ComputingSession session;
  private final Pipeline pipeline;
  private final List<CostBook> costs;

  /**
   * @param costs told of each phase
   */
  Ranked(Scheme scheme, LoadedModel model, ComputingSession session, CostBook... costs) {
    this.session = session;
    this.pipeline = new Pipeline(scheme, model, session);
    this.costs = List.of(costs);
  }

  /**
   * The k best rows.
   *
   * @param query this node's words of the query's tensor; none at node 3
   */
  Pipeline.Top run(int[] query, SearchedRows.Chosen rows, int k) {
    SharedTensor feature = pipeline.features(1, query);
    phase("feature");
    FeatureIndex.Candidates candidates =
        pipeline.candidates(feature, rows.rows(), rows.structure(), k);
    phase("distance");
    Pipeline.Top top = pipeline.top(candidates, k);
    phase("ranking");
    session.end();
    return top;
  }

  private void phase(String name) {
    costs.forEach(c -> c.phase(name));
  }
}
