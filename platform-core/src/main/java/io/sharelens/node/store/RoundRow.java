package io.sharelens.node.store;

import io.sharelens.api.RoundState;
import org.jspecify.annotations.Nullable;

/**
 * A training round.
 *
 * @param number counted from 1
 * @param state where it stands
 * @param cause why it failed
 * @param origin {@code admin}, {@code schedule} or {@code owner}
 * @param parent SHA-256 of the model that owners start from
 * @param candidate SHA-256 of the model with new weights and a provisional plan
 * @param model SHA-256 of the result
 * @param version of the published result
 * @param words length of an update
 * @param rules JSON of the rules
 * @param record JSON of what is told about the round
 * @param opened when it began, UTC milliseconds
 * @param phase when the present phase began
 * @param deadline when the present phase ends at the latest; null when over
 * @param ended when it was over
 * @param told node 1: whether node 2 knows how it ended
 */
public record RoundRow(
    long number,
    RoundState state,
    @Nullable String cause,
    String origin,
    String parent,
    @Nullable String candidate,
    @Nullable String model,
    @Nullable Integer version,
    long words,
    String rules,
    String record,
    long opened,
    long phase,
    @Nullable Long deadline,
    @Nullable Long ended,
    boolean told) {}
