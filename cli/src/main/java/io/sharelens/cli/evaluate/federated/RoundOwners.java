package io.sharelens.cli.evaluate.federated;

import io.sharelens.api.RoundInfo;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.transport.Fanout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.owner.round.OwnerPictures;
import io.sharelens.owner.round.RoundOutcome;
import io.sharelens.owner.round.RoundSetup;
import io.sharelens.owner.round.RoundWorker;
import io.sharelens.owner.round.TrainingLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Owners with accounts and pictures of their own, as threads of this process. */
final class RoundOwners implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration SIGN = Duration.ofSeconds(10);
  private static final long MODEL_BYTES = 1L << 30;

  private final List<RoundClient> clients = new ArrayList<>();
  private final List<RoundWorker> workers = new ArrayList<>();
  private final List<OwnerWatch> watches = new ArrayList<>();

  /**
   * @param accounts deployment file of each owner
   * @param parts pictures of each owner
   */
  RoundOwners(
      List<Path> accounts, List<LabelledPictures> parts, Settings settings, Progress progress) {
    TrainingLimits limits =
        new TrainingLimits(
            settings.localEpochs(),
            settings.batch(),
            Integer.MAX_VALUE,
            0,
            accounts.size(),
            MODEL_BYTES);
    for (int o = 0; o < accounts.size(); o++) {
      Path account = accounts.get(o);
      RoundClient client = RoundClient.open(Deployment.read(account));
      clients.add(client);
      RoundSetup setup =
          RoundSetup.of(
                  account.resolveSibling(account.getFileName() + "-rounds"),
                  OwnerPictures.of(parts.get(o).folders()))
              .within(limits)
              .every(LOOK, SIGN);
      OwnerWatch watch = new OwnerWatch("owner " + (o + 1), progress);
      watches.add(watch);
      workers.add(
          new RoundWorker(client, setup, new PictureReader(PictureLimits.standard()), watch));
    }
  }

  /** All owners take part in a round, until it is over. */
  List<RoundOutcome> run(long number) {
    watches.forEach(OwnerWatch::begin);
    // Not virtual ones: the deep-learning library keeps state with each thread.
    try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
      List<Future<RoundOutcome>> running =
          workers.stream().map(w -> threads.submit(() -> w.run(number))).toList();
      return running.stream().map(Fanout::result).toList();
    }
  }

  /** Mean seconds that an owner's steps took in the last round, without waiting for others. */
  double training() {
    return watches.stream().mapToDouble(OwnerWatch::seconds).average().orElse(0);
  }

  /** A round as a node sees it. */
  RoundInfo round(int node, long number) {
    return clients.getFirst().round(node, number);
  }

  PublishedModel model(String sha256) {
    return clients.getFirst().model(sha256, MODEL_BYTES);
  }

  @Override
  public void close() {
    clients.forEach(RoundClient::close);
  }
}
