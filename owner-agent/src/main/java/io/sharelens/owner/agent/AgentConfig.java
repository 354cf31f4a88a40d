package io.sharelens.owner.agent;

import io.sharelens.owner.round.TrainingLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner's agent does and how much.
 *
 * @param deployment file with the nodes' addresses and this owner's tokens
 * @param pictures folder to keep outsourced; its class folders are what is trained on
 * @param state folder of this agent, for one process
 * @param page where the owner's page is; null for none
 */
public record AgentConfig(
    Path deployment,
    Path pictures,
    Path state,
    Training training,
    Policy policy,
    Watch watch,
    @Nullable Page page) {
  /** Reads a YAML file: {@link AgentConfigFile}. */
  public static AgentConfig read(Path yaml) {
    return AgentConfigFile.read(yaml);
  }

  /**
   * Local training.
   *
   * @param limits of epochs, batch, pictures, model
   * @param threads of the deep-learning library
   * @param keepLocalModels whether locally trained weights stay in the state folder
   * @param acceptNewArchitecture whether a model of other layers than the first is trained
   */
  public record Training(
      TrainingLimits limits, int threads, boolean keepLocalModels, boolean acceptNewArchitecture) {}

  /**
   * The owner's own rules; they beat the platform's wishes.
   *
   * @param roundsADay most rounds begun in 24 hours; 0 for none at all
   * @param cpuPercent share of the time that training computes, 1 to 100
   * @param paused whether nothing is done until this is changed
   * @param pauseHours when nothing is done
   * @param requestAfter new pictures after which a round is asked for; 0 for never
   */
  public record Policy(
      int roundsADay,
      int cpuPercent,
      boolean paused,
      List<PauseHours> pauseHours,
      int requestAfter) {
    public Policy {
      pauseHours = List.copyOf(pauseHours);
    }
  }

  /**
   * How folder and nodes are looked at.
   *
   * @param settle quiet time after a change before it is acted on
   * @param walk longest time between two walks through the folder
   * @param look time between two looks for a round
   * @param deleteMissing whether pictures whose files are gone are removed from the nodes
   * @param mostDeletions percent of the pictures that may go at once without a confirmation
   */
  public record Watch(
      Duration settle, Duration walk, Duration look, boolean deleteMissing, int mostDeletions) {}

  /**
   * The owner's page.
   *
   * @param host a loopback name or address
   * @param port 0 for any
   */
  public record Page(String host, int port) {}
}
