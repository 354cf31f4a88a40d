package io.sharelens.api;

/** Where a training round stands. */
public enum RoundState {
  /** Owners may join; too few have. */
  OPEN,
  /** Enough owners have joined; they train and upload. */
  COLLECTING,
  /** The set of contributors is fixed; the nodes add up and open the sum. */
  AGGREGATING,
  /** The new weights are there; owners measure what the fixed-point plan has to hold. */
  CALIBRATING,
  /** The new model is published. */
  PUBLISHED,
  /** No new model came of it. */
  FAILED;

  /** Whether the round will not change any more. */
  public boolean over() {
    return this == PUBLISHED || this == FAILED;
  }
}
