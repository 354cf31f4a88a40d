package io.sharelens.cli.bench;

import io.sharelens.cli.local.DeploymentFiles;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.NodeProcess;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.Progress;
import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Three processes that do works, step by step, and leave their readings. */
public final class BenchRun implements AutoCloseable {
  private static final long SECONDS = 3600;
  private static final long END_SECONDS = 10;

  private final TemporaryFolder folder;
  private final Progress progress;
  private final boolean proxied;
  private final int computing;
  private final List<NodeProcess> parties = new ArrayList<>();
  private int steps;

  /**
   * Starts the processes.
   *
   * @param computing parties that compute, 2 or 3; with 2 the third is a dealer
   * @param heap of parties 1 and 2, for example {@code 3g}
   * @param thirdHeap of party 3
   * @param proxied whether works may have links; proxies cost time
   */
  public BenchRun(
      Distribution distribution,
      int computing,
      String heap,
      String thirdHeap,
      boolean proxied,
      Progress progress) {
    this.progress = progress;
    this.proxied = proxied;
    this.computing = computing;
    this.folder = new TemporaryFolder("sharelens-bench");
    boolean started = false;
    try {
      // Only ports and certificates are used of it, so any scheme will do.
      Path scheme = distribution.schemes().getFirst();
      DeploymentPlan plan = DeploymentPlan.loopback(folder.path(), scheme, distribution.plugins());
      new DeploymentFiles(plan).write(new SecureRandom());
      new BenchSpec(
              plan.partyPorts().subList(1, 3),
              distribution.plugins().toString(),
              proxied,
              computing)
          .write(folder.path());
      for (int role = 3; role >= 1; role--) {
        parties.add(party(distribution, role, role == 3 ? thirdHeap : heap));
      }
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /**
   * What a step measured.
   *
   * @param works in the order asked for
   * @param dealerHeap peak of T over all works of the step; 0 without a dealer
   * @param dealerResident resident peak of T over all works of the step; 0 without a dealer
   */
  public record Outcome(List<Measured> works, long dealerHeap, long dealerResident) {}

  /**
   * Does works under a scheme.
   *
   * @param scheme YAML
   */
  public Outcome run(Path scheme, List<BenchSpec.Work> works) {
    if (works.isEmpty()
        || !proxied && works.stream().anyMatch(w -> !w.link().equals(LinkProfile.NONE))) {
      throw LensException.internal("bad-bench", "no works, or slow links without proxies");
    }
    int step = steps++;
    progress.stage("three processes over mutual TLS do " + works.size() + " works");
    BenchFiles.write(
        BenchFiles.step(folder.path(), step), new BenchSpec.Step(scheme.toString(), works));
    for (int role = 1; role <= computing; role++) {
      await(step, role, works.size());
    }
    BenchFiles.write(BenchFiles.done(folder.path(), step), "done");
    if (computing == 2) {
      await(step, 3, 1);
    }
    return outcome(step);
  }

  /** A party that fails ends the bench at once: the others would wait for it. */
  private void await(int step, int role, int wanted) {
    Path file = BenchFiles.readings(folder.path(), role, step);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    int done = 0;
    while (done < wanted) {
      int now = BenchFiles.readings(file).size();
      if (now > done) {
        done = now;
        if (role == 1) {
          progress.step("works done:", now, wanted);
        }
        continue;
      }
      parties.forEach(NodeProcess::requireAlive);
      if (System.nanoTime() - end > 0) {
        throw LensException.resources("too-slow", "the bench runs for more than an hour", null);
      }
      BenchFiles.pause();
    }
  }

  private Outcome outcome(int step) {
    List<List<BenchSpec.Reading>> sides =
        IntStream.rangeClosed(1, computing).mapToObj(role -> readings(role, step)).toList();
    List<Measured> works =
        IntStream.range(0, sides.getFirst().size())
            .mapToObj(i -> Measured.of(sides.stream().map(s -> s.get(i)).toList()))
            .toList();
    if (computing == 3) {
      return new Outcome(works, 0, 0);
    }
    BenchSpec.Reading dealer = readings(3, step).getFirst();
    return new Outcome(works, dealer.heapPeakBytes(), dealer.residentPeakBytes());
  }

  private List<BenchSpec.Reading> readings(int role, int step) {
    return BenchFiles.readings(BenchFiles.readings(folder.path(), role, step));
  }

  private NodeProcess party(Distribution distribution, int role, String heap) {
    List<String> arguments =
        List.of(
            "bench-party", "--role", String.valueOf(role), "--folder", folder.path().toString());
    return NodeProcess.start(
        "bench party " + role,
        distribution.command(heap, arguments),
        folder.path().resolve("party-" + role + ".log"));
  }

  /** Ends the processes, those that still work too. */
  @Override
  public void close() {
    try {
      if (parties.size() == 3 && parties.stream().noneMatch(NodeProcess::ended)) {
        BenchFiles.write(BenchFiles.step(folder.path(), steps), BenchSpec.Step.END);
        long end = System.nanoTime() + END_SECONDS * 1_000_000_000L;
        while (!parties.stream().allMatch(NodeProcess::ended) && System.nanoTime() - end < 0) {
          BenchFiles.pause();
        }
      }
    } finally {
      parties.forEach(NodeProcess::close);
      folder.close();
    }
  }
}
