package io.sharelens.api;

/**
 * When training rounds begin and how long their phases last, as in the {@code rounds} section of
 * node 1's configuration.
 *
 * @param schedule {@code off}, {@code daily}, {@code weekly}, {@code twice a month}, {@code
 *     monthly}, {@code every N hours} or {@code every N minutes}
 * @param joinMinutes how long a round waits for enough owners
 * @param collectMinutes how long owners may train and upload
 * @param aggregateMinutes how long the nodes may take to open the sum
 * @param calibrateMinutes how long owners' reports are waited for
 * @param silenceSeconds an owner not heard of for so long is not waited for
 * @param requestPictures new pictures that an owner needs to ask for a round
 * @param requestHours least time between the beginnings of two rounds that owners ask for
 */
public record RoundSettings(
    String schedule,
    int joinMinutes,
    int collectMinutes,
    int aggregateMinutes,
    int calibrateMinutes,
    int silenceSeconds,
    int requestPictures,
    int requestHours) {}
