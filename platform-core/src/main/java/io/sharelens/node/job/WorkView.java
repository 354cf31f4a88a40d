package io.sharelens.node.job;

import java.util.concurrent.atomic.AtomicInteger;

/** How the extraction stands at node 1, for the status. Thread-safe. */
public final class WorkView {
  private final AtomicInteger extracting = new AtomicInteger();
  private volatile int onlyHere;
  private volatile int onlyThere;

  /** Pictures in the extraction session that runs. */
  public int extracting() {
    return extracting.get();
  }

  /** Attempts that are complete here and not at node 2, as of the last time it was asked. */
  public int onlyHere() {
    return onlyHere;
  }

  /** Pictures that are complete at node 2 and not here. */
  public int onlyThere() {
    return onlyThere;
  }

  void extracting(int pictures) {
    extracting.set(pictures);
  }

  void incomplete(int here, int there) {
    onlyHere = here;
    onlyThere = there;
  }
}
