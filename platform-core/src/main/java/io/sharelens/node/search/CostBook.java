package io.sharelens.node.search;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.node.session.ComputingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Splits what a session cost into phases. */
public final class CostBook {
  private static final double NANOS = 1e9;

  private final Supplier<ComputingSession.Cost> source;
  private final long start = System.nanoTime();
  private final ComputingSession.Cost before;
  private final List<PhaseCost> phases = new ArrayList<>();
  private long phaseStart = start;
  private ComputingSession.Cost phaseBefore;

  /**
   * @param source what was spent so far
   */
  public CostBook(Supplier<ComputingSession.Cost> source) {
    this.source = source;
    this.before = source.get();
    this.phaseBefore = before;
  }

  /** Everything since the last call was phase {@code name}. */
  public void phase(String name) {
    ComputingSession.Cost now = source.get();
    ComputingSession.Cost cost = now.minus(phaseBefore);
    long time = System.nanoTime();
    phases.add(
        new PhaseCost(
            name,
            (time - phaseStart) / NANOS,
            cost.rounds(),
            cost.onlineBytes(),
            cost.offlineBytes()));
    phaseStart = time;
    phaseBefore = now;
  }

  /** Everything so far. */
  public SearchCost total() {
    ComputingSession.Cost cost = source.get().minus(before);
    return new SearchCost(
        (System.nanoTime() - start) / NANOS,
        cost.rounds(),
        cost.onlineBytes(),
        cost.offlineBytes(),
        phases);
  }
}
