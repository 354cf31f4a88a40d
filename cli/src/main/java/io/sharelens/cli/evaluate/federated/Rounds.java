package io.sharelens.cli.evaluate.federated;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundState;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.AdminClient;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.round.RoundOutcome;
import io.sharelens.owner.round.RoundTimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Training rounds of owners in this process with three node processes of their own. */
final class Rounds implements AutoCloseable {
  private final LocalDeployment deployment;
  private final AdminClient admin;
  private final RoundOwners owners;

  /**
   * Where rounds are run.
   *
   * @param scheme YAML to begin with
   * @param heap of each node
   * @param folder of the deployment
   */
  record Place(Distribution distribution, Path scheme, String heap, Path folder) {}

  private Rounds(LocalDeployment deployment, AdminClient admin, RoundOwners owners) {
    this.deployment = deployment;
    this.admin = admin;
    this.owners = owners;
  }

  /**
   * Starts the nodes, publishes the first model and admits the owners.
   *
   * @param parts pictures of each owner
   */
  static Rounds start(
      Place place,
      Settings settings,
      PublishedModel first,
      List<LabelledPictures> parts,
      Progress progress) {
    int largest = parts.stream().mapToInt(LabelledPictures::size).max().orElseThrow();
    Path scheme =
        FederatedScheme.write(
            place.scheme(),
            place.folder().resolve("federated.yaml"),
            settings,
            parts.size(),
            largest);
    LocalDeployment deployment =
        LocalDeployment.start(
            place.distribution(),
            DeploymentPlan.loopback(
                place.folder().resolve("nodes"), scheme, place.distribution().plugins()),
            place.heap(),
            progress);
    AdminClient admin = deployment.admin();
    try {
      Path file = place.folder().resolve("first.safetensors");
      first.write(file);
      admin.setCategories(first.categories());
      admin.publishModel(admin.stageModel(file));
      List<Path> accounts = new ArrayList<>();
      for (int o = 1; o <= parts.size(); o++) {
        accounts.add(deployment.account(admin, "owner-" + o, "owner"));
      }
      return new Rounds(deployment, admin, new RoundOwners(accounts, parts, settings, progress));
    } catch (RuntimeException e) {
      admin.close();
      deployment.close();
      throw e;
    }
  }

  List<Long> processes() {
    return deployment.pids();
  }

  /**
   * Runs one round.
   *
   * @param measure of the published model
   * @return fails with {@code round-failed} and the round's cause if no model came of it
   */
  RoundFigures run(Function<Map<String, FloatTensor>, Quality> measure) {
    long begin = System.nanoTime();
    long number = admin.startRound().number();
    List<RoundOutcome> outcomes = owners.run(number);
    RoundInfo first = owners.round(1, number);
    RoundInfo second = owners.round(2, number);
    String model = first.model();
    if (first.state() != RoundState.PUBLISHED || model == null) {
      throw LensException.resources(
          "round-failed", "round %d failed: %s".formatted(number, first.cause()), null);
    }
    double whole = (System.nanoTime() - begin) / 1e9;
    int contributed =
        (int) outcomes.stream().filter(o -> o.result() == RoundOutcome.Result.CONTRIBUTED).count();
    return new RoundFigures(
        number,
        contributed,
        measure.apply(owners.model(model).weights()),
        first.lossBefore(),
        first.lossAfter(),
        new RoundFigures.Seconds(
            mean(outcomes, RoundTimes::training),
            mean(outcomes, RoundTimes::sharing),
            mean(outcomes, RoundTimes::uploading),
            phase(first, RoundState.AGGREGATING),
            phase(first, RoundState.CALIBRATING),
            whole),
        new RoundFigures.Bytes(
            first.bytes().received() / Math.max(1, contributed),
            second.bytes().received() / Math.max(1, contributed),
            first.bytes().exchanged()));
  }

  private static double mean(List<RoundOutcome> outcomes, ToDoubleFunction<RoundTimes> part) {
    return outcomes.stream().map(RoundOutcome::times).mapToDouble(part).average().orElse(0);
  }

  private static double phase(RoundInfo round, RoundState state) {
    return round.phases().stream()
        .filter(p -> p.phase() == state)
        .mapToDouble(RoundInfo.PhaseTime::seconds)
        .sum();
  }

  @Override
  public void close() {
    owners.close();
    admin.close();
    deployment.close();
  }
}
