package io.sharelens.api;

import io.sharelens.api.SchemeView.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loaded plugin that can stand in a place of a scheme.
 *
 * @param name that schemes use
 * @param plugin what it comes in
 * @param description in one sentence
 * @param parties computing nodes that it needs; null where any number will do
 * @param dealer whether it needs one
 * @param leakage what it reveals with usual options, in one sentence; null where it reveals nothing
 *     of its own (a backbone)
 * @param openings labels of what it opens with usual options, as the ledger shows them
 * @param source paper and section; null where there is none
 * @param fixedCost whether rounds and bytes of a query depend on sizes alone, not on chance
 * @param options that it takes
 * @param refused why this node does not accept it; null if it does
 */
public record PluginOffer(
    String name,
    PluginInfo plugin,
    String description,
    @Nullable Integer parties,
    boolean dealer,
    @Nullable String leakage,
    List<String> openings,
    @Nullable String source,
    boolean fixedCost,
    List<OptionInfo> options,
    @Nullable Refusal refused) {
  public PluginOffer {
    openings = List.copyOf(openings);
    options = List.copyOf(options);
  }

  /**
   * An option of a plugin.
   *
   * @param name of it
   * @param usual value where it is not set; empty where that depends on other things
   * @param values that it can have; empty where they are not listed
   * @param meaning in a few words
   */
  public record OptionInfo(String name, String usual, List<String> values, String meaning) {
    public OptionInfo {
      values = List.copyOf(values);
    }
  }
}
