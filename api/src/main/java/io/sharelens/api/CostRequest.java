package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks what a query would cost.
 *
 * @param choice the scheme; null for the one that serves
 * @param k results wanted; null for 10
 */
public record CostRequest(@Nullable SchemeChoice choice, @Nullable Integer k) {}
