package io.sharelens.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as a node that might run it sees it.
 *
 * @param name of the scheme
 * @param digest SHA-256 of the scheme with all its options
 * @param parties computing nodes
 * @param dealer whether node 3 deals
 * @param weights {@code public}, or {@code shared} where no node knows the model's weights
 * @param places the plugin in each place: {@code backbone}, {@code comparison}, {@code index},
 *     {@code ranking} and, where there are rounds, {@code aggregator}
 * @param yaml the whole of it, as a proposal takes it
 * @param refused why this node cannot or may not run it; null if it can
 * @param leakage what it reveals, one sentence for each source; empty if it cannot run
 */
public record SchemeView(
    String name,
    String digest,
    int parties,
    boolean dealer,
    String weights,
    Map<String, PluginChoice> places,
    String yaml,
    @Nullable Refusal refused,
    List<String> leakage) {
  public SchemeView {
    places = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(places));
    leakage = List.copyOf(leakage);
  }

  /**
   * Why something cannot be.
   *
   * @param code stable, for programs
   * @param reason one sentence, for people
   */
  public record Refusal(String code, String reason) {}
}
