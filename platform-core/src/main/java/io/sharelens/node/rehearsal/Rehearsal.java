package io.sharelens.node.rehearsal;

import com.sun.management.OperatingSystemMXBean;
import io.sharelens.api.QueryEstimate.Basis;
import io.sharelens.api.QueryEstimate.Result;
import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.Scheme;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a query costs: stores drawn rows, runs queries until they are warm, counts. */
public final class Rehearsal {
  /** Bytes of heap for a word of the largest layer, at one party. */
  private static final long HEAP_PER_WORD = 64;

  private final NetworkModel network;
  private final Path folder;

  /**
   * @param folder for the links' keys until they are read
   */
  public Rehearsal(NetworkModel network, Path folder) {
    this.network = network;
    this.folder = folder;
  }

  /** Hears of progress. */
  interface Listener {
    void step(String what, int done, int total);
  }

  /**
   * @param pictures that a query looks through
   * @param k results wanted
   * @param notes said with the result
   * @throws LensException USER {@code cancelled}, RESOURCES {@code too-large-here}
   */
  Result run(
      Scheme scheme,
      RehearsedModel model,
      int pictures,
      int k,
      List<String> notes,
      Quiet quiet,
      Listener listener) {
    requireRoom(scheme, model, pictures);
    boolean fixed =
        scheme.index().fixedCost(scheme.file().index().config())
            && scheme.ranking().fixedCost(scheme.file().ranking().config())
            && scheme.comparison().fixedCost(scheme.file().comparison().config());
    RunSeries series = new RunSeries(fixed);
    double round;
    try (LoopbackLinks links = new LoopbackLinks(folder)) {
      QueryRehearsal rehearsal =
          new QueryRehearsal(
              scheme, model, pictures, k, new LocalServers(scheme, links, quiet::await));
      rehearsal.store(done -> listener.step("drawn rows stored", done, pictures));
      while (!series.enough()) {
        quiet.await();
        quiet.disturbed();
        double processor = processorSeconds();
        long start = System.nanoTime();
        SearchCost cost = rehearsal.query();
        double seconds = (System.nanoTime() - start) * 1e-9;
        series.add(
            new RunSeries.Timed(cost, processorSeconds() - processor, quiet.disturbed()), seconds);
        listener.step("queries rehearsed", series.percent(), 100);
      }
      round = links.roundSeconds();
    }
    return result(series, round, notes);
  }

  private Result result(RunSeries series, double roundSeconds, List<String> notes) {
    SearchCost cost = series.typical();
    Basis basis =
        network.of(
            new NetworkModel.Rehearsed(
                cost.seconds(),
                series.processorSeconds(),
                3,
                cost.rounds(),
                cost.onlineBytes(),
                roundSeconds));
    double compute = basis.computeSeconds() / Math.max(cost.seconds(), 1e-9);
    double round = basis.networkSeconds() / Math.max(cost.rounds(), 1);
    List<PhaseCost> phases = new ArrayList<>();
    for (PhaseCost p : cost.phases()) {
      phases.add(
          new PhaseCost(
              p.phase(),
              p.seconds() * compute + p.rounds() * round,
              p.rounds(),
              p.onlineBytes(),
              p.offlineBytes()));
    }
    List<String> assumptions = new ArrayList<>(basis.assumptions());
    assumptions.addAll(notes);
    return new Result(
        series.exact(),
        series.size(),
        cost.rounds(),
        cost.onlineBytes(),
        cost.offlineBytes(),
        basis.computeSeconds() + basis.networkSeconds(),
        phases,
        new Basis(
            basis.computeSeconds(),
            basis.networkSeconds(),
            basis.roundTripMillis(),
            basis.megabitsPerSecond(),
            basis.sharedCores(),
            basis.cores(),
            assumptions));
  }

  /** All parties' rows and layers lie in this one process. */
  private static void requireRoom(Scheme scheme, RehearsedModel model, int pictures) {
    int parties = scheme.file().parties();
    long row = scheme.idleIndex(model.loaded().features()).rowBytes();
    // What is replicated takes twice the words; a dealer expands a row of B for each row.
    long words = model.loaded().words() * HEAP_PER_WORD * (parties == 2 ? 2 : 6);
    long rows = row * pictures * 3;
    long room = Runtime.getRuntime().maxMemory() / 4 * 3;
    if (words + rows > room) {
      throw LensException.resources(
          "too-large-here",
          "all parties of this scheme in one process need about %d MiB of heap, this node has %d"
              .formatted((words + rows) >> 20, room >> 20),
          null);
    }
  }

  private static double processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() * 1e-9
        : 0;
  }
}
