package io.sharelens.cli.evaluate.federated;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundState;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.AdminClient;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.round.RoundOutcome;
import io.sharelens.owner.round.RoundTimes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Training rounds with running nodes, by owners in this process. */
public final class Rounds implements AutoCloseable {
  private final AdminClient admin;
  private final RoundOwners owners;
  private @Nullable PublishedModel last;

  private Rounds(AdminClient admin, RoundOwners owners) {
    this.admin = admin;
    this.owners = owners;
  }

  /**
   * Rounds at nodes whose scheme is that of {@link FederatedScheme} for these owners.
   *
   * @param admin stays the caller's
   * @param accounts deployment file of each owner
   * @param parts pictures of each owner
   */
  public static Rounds of(
      AdminClient admin,
      List<Path> accounts,
      List<LabelledPictures> parts,
      Settings settings,
      Progress progress) {
    return new Rounds(admin, new RoundOwners(accounts, parts, settings, progress));
  }

  /**
   * Runs one round.
   *
   * @param measure of the published model
   * @return fails with {@code round-failed} and the round's cause if no model came of it
   */
  public RoundFigures run(Function<Map<String, FloatTensor>, Quality> measure) {
    long begin = System.nanoTime();
    long number = admin.startRound().number();
    List<RoundOutcome> outcomes = owners.run(number);
    RoundInfo first = owners.round(1, number);
    RoundInfo second = owners.round(2, number);
    String sha256 = first.model();
    if (first.state() != RoundState.PUBLISHED || sha256 == null) {
      throw LensException.resources(
          "round-failed", "round %d failed: %s".formatted(number, first.cause()), null);
    }
    double whole = (System.nanoTime() - begin) / 1e9;
    PublishedModel model = owners.model(sha256);
    last = model;
    int contributed =
        (int) outcomes.stream().filter(o -> o.result() == RoundOutcome.Result.CONTRIBUTED).count();
    return new RoundFigures(
        number,
        contributed,
        measure.apply(model.weights()),
        first.lossBefore(),
        first.lossAfter(),
        new RoundFigures.Seconds(
            owners.training(),
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

  /** The model that the last round published; fails before the first. */
  public PublishedModel last() {
    return Objects.requireNonNull(last, "no round yet");
  }

  @Override
  public void close() {
    owners.close();
  }
}
