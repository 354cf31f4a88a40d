package io.sharelens.owner.agent;

import io.sharelens.owner.round.RoundOutcome;

/**
 * A round that this owner took part in, or meant to.
 *
 * @param began ISO-8601
 * @param ended ISO-8601
 */
public record PastRound(String began, String ended, RoundOutcome outcome) {}
