package io.sharelens.node.service;

import io.sharelens.api.CostRequest;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.SchemeOptions;
import java.util.List;

/** Choosing a scheme, for administrators: what there is to choose from, and what it costs. */
public interface ChoiceService {
  /** Plugins, named schemes, and what goes with what at this node. */
  SchemeOptions options();

  /**
   * Asks what a query would cost; gives the estimate there is where the same was asked before.
   *
   * @throws io.sharelens.mpc.error.LensException USER why there can be none: {@code bad-k}, {@code
   *     nothing-to-search}, {@code no-model}, {@code not-accepted} or what is wrong with the scheme
   */
  QueryEstimate estimate(CostRequest request);

  /** Estimates, the newest first. */
  List<QueryEstimate> estimates();

  /**
   * An estimate as it stands.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code no-such-estimate}
   */
  QueryEstimate estimate(String id);

  /**
   * Ends an estimate that is not over, or forgets one that is.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code no-such-estimate}
   */
  void endEstimate(String id);
}
