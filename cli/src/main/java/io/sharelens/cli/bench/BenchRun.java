package io.sharelens.cli.bench;

import io.sharelens.cli.local.DeploymentFiles;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.NodeProcess;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.Progress;
import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Three processes that do some works and leave their readings. */
public final class BenchRun {
  private static final long SECONDS = 3600;
  private static final long LOOK_MILLIS = 100;

  private final Distribution distribution;
  private final String heap;
  private final String dealerHeap;
  private final Progress progress;

  /**
   * @param heap of each server, for example {@code 3g}
   * @param dealerHeap of the dealer
   */
  public BenchRun(Distribution distribution, String heap, String dealerHeap, Progress progress) {
    this.distribution = distribution;
    this.heap = heap;
    this.dealerHeap = dealerHeap;
    this.progress = progress;
  }

  /**
   * What a run measured.
   *
   * @param works in the order asked for
   * @param dealerHeap peak of T over all works
   * @param dealerResident resident peak of T over all works
   */
  public record Outcome(List<Measured> works, long dealerHeap, long dealerResident) {}

  /**
   * Runs works under a scheme. Through proxies only if a work has a link, since those cost time.
   *
   * @param scheme YAML
   */
  public Outcome run(Path scheme, List<BenchSpec.Work> works) {
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-bench")) {
      DeploymentPlan plan = DeploymentPlan.loopback(folder.path(), scheme, distribution.plugins());
      new DeploymentFiles(plan).write(new SecureRandom());
      new BenchSpec(
              plan.partyPorts().subList(1, 3),
              scheme.toString(),
              distribution.plugins().toString(),
              works.stream().anyMatch(w -> !w.link().equals(LinkProfile.NONE)),
              works)
          .write(folder.path().resolve("spec.json"));
      List<NodeProcess> parties = new ArrayList<>();
      try {
        for (int role = 3; role >= 1; role--) {
          parties.add(party(role, folder.path()));
        }
        progress.stage("three processes over mutual TLS do " + works.size() + " works");
        await(parties, folder.path(), works.size());
      } finally {
        parties.forEach(NodeProcess::close);
      }
      return outcome(folder.path());
    }
  }

  /** A party that fails ends the run at once: the others would wait for it. */
  private void await(List<NodeProcess> parties, Path folder, int works) {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    int done = 0;
    List<NodeProcess> running = new ArrayList<>(parties);
    while (!running.isEmpty()) {
      for (NodeProcess p : List.copyOf(running)) {
        if (p.ended()) {
          if (p.await(1) != 0) {
            p.requireAlive();
          }
          running.remove(p);
        }
      }
      Path readings = readingsFile(folder, 1);
      if (Files.exists(readings)) {
        int now = BenchSpec.readReadings(readings).size();
        if (now > done) {
          progress.step("works done:", now, works);
          done = now;
        }
      }
      if (System.nanoTime() - end > 0) {
        throw LensException.resources("too-slow", "the bench runs for more than an hour", null);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
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

  private static Outcome outcome(Path folder) {
    List<BenchSpec.Reading> first = readings(folder, 1);
    List<BenchSpec.Reading> second = readings(folder, 2);
    BenchSpec.Reading dealer = readings(folder, 3).getFirst();
    return new Outcome(
        IntStream.range(0, first.size())
            .mapToObj(i -> Measured.of(first.get(i), second.get(i)))
            .toList(),
        dealer.heapPeakBytes(),
        dealer.residentPeakBytes());
  }

  private static Path readingsFile(Path folder, int role) {
    return folder.resolve("readings-" + role + ".json");
  }

  private static List<BenchSpec.Reading> readings(Path folder, int role) {
    List<BenchSpec.Reading> all = BenchSpec.readReadings(readingsFile(folder, role));
    if (all.isEmpty()) {
      throw LensException.resources("no-reading", "party " + role + " measured nothing", null);
    }
    return all;
  }
}
