package io.sharelens.cli.bench;

import io.sharelens.cli.local.DeploymentFiles;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.NodeProcess;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.Progress;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Three processes that do some works and leave their readings. */
final class BenchRun {
  private static final long SECONDS = 3600;

  private final Distribution distribution;
  private final String heap;
  private final String dealerHeap;
  private final Progress progress;

  /**
   * @param heap of each server, for example {@code 3g}
   * @param dealerHeap of the dealer
   */
  BenchRun(Distribution distribution, String heap, String dealerHeap, Progress progress) {
    this.distribution = distribution;
    this.heap = heap;
    this.dealerHeap = dealerHeap;
    this.progress = progress;
  }

  /**
   * @param first what S1 measured, work by work
   * @param second what S2 measured
   * @param dealerHeap peak of T over all works
   */
  record Readings(List<BenchSpec.Reading> first, List<BenchSpec.Reading> second, long dealerHeap) {}

  /**
   * Runs works under a scheme.
   *
   * @param works made in the bench's folder, where model files may be put
   */
  Readings run(Path scheme, Function<Path, List<BenchSpec.Work>> works) {
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-bench")) {
      DeploymentPlan plan = DeploymentPlan.loopback(folder.path(), scheme, distribution.plugins());
      new DeploymentFiles(plan).write(new SecureRandom());
      BenchSpec spec =
          new BenchSpec(
              plan.partyPorts().subList(1, 3),
              scheme.toString(),
              distribution.plugins().toString(),
              works.apply(folder.path()));
      spec.write(folder.path().resolve("spec.json"));
      List<NodeProcess> parties = new ArrayList<>();
      try {
        for (int role = 3; role >= 1; role--) {
          parties.add(party(role, folder.path()));
        }
        progress.stage("three processes over mutual TLS do " + spec.works().size() + " works");
        for (NodeProcess p : parties) {
          if (p.await(SECONDS) != 0) {
            p.requireAlive();
          }
        }
      } finally {
        parties.forEach(NodeProcess::close);
      }
      return new Readings(
          readings(folder.path(), 1),
          readings(folder.path(), 2),
          readings(folder.path(), 3).getFirst().heapPeakBytes());
    }
  }

  private NodeProcess party(int role, Path folder) {
    List<String> arguments =
        List.of("bench-party", "--role", String.valueOf(role), "--folder", folder.toString());
    return NodeProcess.start(
        "bench party " + role,
        distribution.command(role == 3 ? dealerHeap : heap, arguments),
        folder.resolve("party-" + role + ".log"));
  }

  private static List<BenchSpec.Reading> readings(Path folder, int role) {
    List<BenchSpec.Reading> all =
        BenchSpec.readReadings(folder.resolve("readings-" + role + ".json"));
    if (all.isEmpty()) {
      throw LensException.resources("no-reading", "party " + role + " measured nothing", null);
    }
    return all;
  }
}
