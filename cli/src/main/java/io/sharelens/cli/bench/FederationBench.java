package io.sharelens.cli.bench;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.NodeProcess;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.Progress;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.scheme.SchemeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One owner shares updates of VGG11 in a process of its own, then three parties add them up. */
public final class FederationBench {
  static final String READING = "owner.json";

  /** Two sets of weights of 531 MB, and room. */
  private static final String OWNER_HEAP = "2200m";

  private static final String SERVER_HEAP = "512m";
  private static final String DEALER_HEAP = "256m";
  private static final long OWNER_SECONDS = 600;

  private final Distribution here;
  private final SchemeFile base;
  private final Progress progress;

  /**
   * @param base scheme whose other plugins are taken
   */
  public FederationBench(Distribution here, SchemeFile base, Progress progress) {
    this.here = here;
    this.base = base;
    this.progress = progress;
  }

  /**
   * Needs as much room on the disk as all owners' updates have.
   *
   * @param size of pictures, 224 for the full model
   * @param categories of the model
   */
  public BenchReport.Federation measure(int size, int categories, int owners) {
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-updates")) {
      BenchScheme scheme = BenchScheme.federated(base, folder.path());
      progress.stage("an owner shares updates");
      OwnerClock.Reading owner = owner(scheme, folder.path(), size, categories, owners);
      BenchSpec.Work work =
          BenchSpec.Work.federation(folder.path(), Math.toIntExact(owner.parameters()), owners);
      try (BenchRun run = new BenchRun(here, 2, SERVER_HEAP, DEALER_HEAP, false, progress)) {
        Measured sum = run.run(scheme.yaml(), List.of(work)).works().getFirst();
        return new BenchReport.Federation(
            "vgg11 at " + size,
            owner.parameters(),
            owners,
            owner.seconds(),
            owner.secondsToFile(),
            owner.secondsPlain(),
            owner.secondsTwoShares(),
            (owner.parameters() + 1) * Integer.BYTES + Seed.BYTES,
            owner.heapPeakBytes(),
            sum.total(),
            sum.phases().getOrDefault(FederationParty.PLAIN, Double.NaN),
            sum.onlineBytes(),
            sum.rounds(),
            sum.heap());
      }
    }
  }

  private OwnerClock.Reading owner(
      BenchScheme scheme, Path folder, int size, int categories, int owners) {
    List<String> arguments =
        List.of(
            "bench-owner",
            "--folder",
            folder.toString(),
            "--scheme",
            scheme.yaml().toString(),
            "--size",
            "" + size,
            "--categories",
            "" + categories,
            "--owners",
            "" + owners);
    try (NodeProcess process =
        NodeProcess.start(
            "bench owner", here.command(OWNER_HEAP, arguments), folder.resolve("owner.log"))) {
      if (process.await(OWNER_SECONDS) != 0) {
        process.requireAlive();
      }
    }
    Path reading = folder.resolve(READING);
    if (!Files.exists(reading)) {
      throw LensException.resources("process-ended", "the owner's bench left no reading", null);
    }
    return BenchFiles.read(reading, OwnerClock.Reading.class);
  }
}
