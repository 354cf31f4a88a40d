package io.sharelens.owner.round;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an owner takes part in rounds.
 *
 * @param state folder of this owner on this machine, for one process at a time
 * @param pictures to train on
 * @param limits of the owner
 * @param keepLocalModels whether the locally trained weights stay, as {@code
 *     local-models/round-n.safetensors} in the state folder
 * @param acceptNewArchitecture whether a model of another layer graph than the one accepted first
 *     is trained
 * @param poll pause between two looks at the round
 * @param heartbeat pause between two signs of life
 */
public record RoundSetup(
    Path state,
    OwnerPictures pictures,
    TrainingLimits limits,
    boolean keepLocalModels,
    boolean acceptNewArchitecture,
    Duration poll,
    Duration heartbeat) {
  /** Usual limits; looks every second. */
  public static RoundSetup of(Path state, OwnerPictures pictures) {
    return new RoundSetup(
        state,
        pictures,
        TrainingLimits.standard(),
        false,
        false,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  /** The same within other limits. */
  public RoundSetup within(TrainingLimits other) {
    return new RoundSetup(
        state, pictures, other, keepLocalModels, acceptNewArchitecture, poll, heartbeat);
  }

  /** The same, keeping the local models or not. */
  public RoundSetup keeping(boolean localModels) {
    return new RoundSetup(
        state, pictures, limits, localModels, acceptNewArchitecture, poll, heartbeat);
  }

  /** The same, taking models of any layer graph or not. */
  public RoundSetup accepting(boolean newArchitecture) {
    return new RoundSetup(
        state, pictures, limits, keepLocalModels, newArchitecture, poll, heartbeat);
  }

  /** The same, looking more or less often. */
  public RoundSetup every(Duration look, Duration sign) {
    return new RoundSetup(
        state, pictures, limits, keepLocalModels, acceptNewArchitecture, look, sign);
  }

  Path rounds() {
    return state.resolve("rounds");
  }

  Path localModel(long round) {
    return state.resolve("local-models").resolve("round-" + round + ".safetensors");
  }
}
