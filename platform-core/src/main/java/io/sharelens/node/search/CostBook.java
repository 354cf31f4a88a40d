package io.sharelens.node.search;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.node.session.ComputingSession;
import java.util.ArrayList;
import java.util.List;

/** Splits what a session cost into phases. */
final class CostBook {
  private static final double NANOS = 1e9;

  private final ComputingSession session;
  private final long start = System.nanoTime();
  private final ComputingSession.Cost before;
  private final List<PhaseCost> phases = new ArrayList<>();
  private long phaseStart = start;
  private ComputingSession.Cost phaseBefore;

  CostBook(ComputingSession session) {
    this.session = session;
    this.before = session.cost();
    this.phaseBefore = before;
  }

  /** Everything since the last call was phase {@code name}. */
  void phase(String name) {
    ComputingSession.Cost now = session.cost();
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

  SearchCost total() {
    ComputingSession.Cost cost = session.cost().minus(before);
    return new SearchCost(
        (System.nanoTime() - start) / NANOS,
        cost.rounds(),
        cost.onlineBytes(),
        cost.offlineBytes(),
        phases);
  }
}
