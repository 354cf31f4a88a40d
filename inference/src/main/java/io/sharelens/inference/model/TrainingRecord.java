package io.sharelens.inference.model;

/**
 * Where a model's weights come from, for people.
 *
 * @param origin {@code random}, {@code imported} or {@code trained}
 * @param epochs passes over the pictures, 0 if none
 * @param pictures pictures trained on, 0 if none or unknown
 * @param note one line, may be empty
 */
public record TrainingRecord(String origin, int epochs, long pictures, String note) {
  /** Random weights, never trained. */
  public static TrainingRecord untrained() {
    return new TrainingRecord("random", 0, 0, "");
  }
}
