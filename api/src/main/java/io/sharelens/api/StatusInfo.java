package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * Where a node's pictures stand.
 *
 * @param pending stored at both nodes and waiting for extraction
 * @param extracting in an extraction that runs
 * @param indexed extracted under the published model
 * @param failed extraction gave up
 * @param incomplete begun here or at one node only
 * @param epoch the committed epoch
 * @param switching the change of models under way; null while searches use the published model
 */
public record StatusInfo(
    int pending,
    int extracting,
    int indexed,
    int failed,
    int incomplete,
    EpochInfo epoch,
    @Nullable ModelSwitch switching) {
  /**
   * Pictures are extracted again; until all are, searches use the epoch's model.
   *
   * @param model SHA-256 of the published model
   * @param version of it
   * @param done pictures whose features under it are there
   * @param total pictures that can be found now
   */
  public record ModelSwitch(String model, int version, long done, long total) {}
}
