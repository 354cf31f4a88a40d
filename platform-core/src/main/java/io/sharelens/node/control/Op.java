package io.sharelens.node.control;

/** What node 1 asks of another node on a control session. */
enum Op {
  /** What do you hold? Also finishes what a crash left half-done. */
  STATUS,
  /** Check this epoch and store it; it does not count yet. */
  PREPARE_EPOCH,
  /** This epoch counts. */
  COMMIT_EPOCH,
  /** Take this model file; it is not published yet. */
  PREPARE_MODEL,
  /** This model is published. */
  COMMIT_MODEL,
  /** Forget mask rows, index rows at node 3 and structures that nobody uses any more. */
  RETAIN_ROWS,
  /** Node 2 only: this is where a training round stands; how far are you? */
  ROUND,
  /** This is where a change of scheme stands; what do you say? */
  SCHEME
}
