package io.sharelens.api;

import io.sharelens.api.SchemeView.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What schemes can be made of at one node.
 *
 * @param serving the scheme that searches use
 * @param former the scheme that served before, to go back to; null if there was none
 * @param schemes named schemes that come with the node
 * @param places plugins for each place, in the order {@code backbone}, {@code comparison}, {@code
 *     index}, {@code ranking}, {@code aggregator}
 * @param combinations comparison, index and ranking with usual options, with two and with three
 *     computing nodes
 * @param weights whether schemes of public and of shared weights can serve with the published model
 */
public record SchemeOptions(
    SchemeView serving,
    @Nullable SchemeView former,
    List<SchemeView> schemes,
    Map<String, List<PluginOffer>> places,
    List<Combination> combinations,
    List<WeightsOffer> weights) {
  public SchemeOptions {
    schemes = List.copyOf(schemes);
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    combinations = List.copyOf(combinations);
    weights = List.copyOf(weights);
  }

  /**
   * What goes with what.
   *
   * @param comparison plugin
   * @param index plugin
   * @param ranking plugin
   * @param parties computing nodes, 2 (node 3 deals) or 3
   * @param refused why not; null where they go together and this node accepts them
   */
  public record Combination(
      String comparison, String index, String ranking, int parties, @Nullable Refusal refused) {}

  /**
   * One kind of weights.
   *
   * @param weights {@code public} or {@code shared}
   * @param refused why the published model does not fit; null if it does
   */
  public record WeightsOffer(String weights, @Nullable Refusal refused) {}
}
