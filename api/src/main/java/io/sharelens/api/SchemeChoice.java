package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * A scheme by what differs from another one. What is null is as in that one.
 *
 * @param scheme name of the scheme to begin with; null for the one that serves
 * @param name of the result; null for one that is put together from what was replaced
 * @param backbone model architecture
 * @param comparison comparison protocol
 * @param index feature index
 * @param ranking how the k best are found
 * @param aggregator how owners' updates become a new model
 * @param parties computing nodes; null for those that the comparison protocol needs
 * @param weights {@code public} or {@code shared}
 */
public record SchemeChoice(
    @Nullable String scheme,
    @Nullable String name,
    @Nullable PluginChoice backbone,
    @Nullable PluginChoice comparison,
    @Nullable PluginChoice index,
    @Nullable PluginChoice ranking,
    @Nullable PluginChoice aggregator,
    @Nullable Integer parties,
    @Nullable String weights) {
  /** The scheme with this name; null for the one that serves. */
  public static SchemeChoice named(@Nullable String scheme) {
    return new SchemeChoice(scheme, null, null, null, null, null, null, null, null);
  }
}
