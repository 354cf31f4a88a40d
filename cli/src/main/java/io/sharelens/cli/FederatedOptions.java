package io.sharelens.cli;

import io.sharelens.cli.evaluate.federated.Settings;
import io.sharelens.cli.evaluate.federated.Split;
import io.sharelens.mpc.error.LensException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options of {@code evaluate} for training together. */
final class FederatedOptions {
  private static final String FEDERATED = "--federated";

  /** Make sense in rounds alone. */
  private static final Set<String> ROUNDS_ALONE =
      Set.of(
          "--rounds",
          "--local-epochs",
          "--split",
          "--rate",
          "--batch",
          "--momentum",
          "--proximal",
          "--seed",
          "--no-central",
          "--no-alone");

  /** Make no sense with rounds. */
  private static final Set<String> NEVER = Set.of("--train", "--stock", "-k");

  @Option(
      names = FEDERATED,
      description = {
        "Owners train together in rounds on half of the pictures; after each round the published",
        "model is measured on the other half."
      })
  boolean federated;

  @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 10;

  @Option(
      names = "--local-epochs",
      description = "Passes over an owner's pictures in a round (default: ${DEFAULT-VALUE}).")
  private int localEpochs = 1;

  @Option(
      names = "--split",
      description = "How pictures are dealt: iid or dirichlet:ALPHA (default: ${DEFAULT-VALUE}).")
  private String split = "iid";

  @Option(names = "--rate", description = "Learning rate (default: ${DEFAULT-VALUE}).")
  private double rate = 0.0007;

  @Option(names = "--batch", description = "Pictures in a step (default: ${DEFAULT-VALUE}).")
  private int batch = 4;

  @Option(names = "--momentum", description = "Of the owners' steps (default: ${DEFAULT-VALUE}).")
  private double momentum = 0.9;

  @Option(names = "--proximal", description = "FedProx weight (default: ${DEFAULT-VALUE}).")
  private double proximal;

  @Option(
      names = "--seed",
      description = "Of what is held out and how the rest is dealt (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--no-central", description = "Leave out training in one place.")
  private boolean noCentral;

  @Option(names = "--no-alone", description = "Leave out training of each owner for itself.")
  private boolean noAlone;

  /** Refuses options that do nothing beside each other. */
  void check(ParseResult given) {
    for (String option : federated ? NEVER : ROUNDS_ALONE) {
      if (given.hasMatchedOption(option)) {
        throw LensException.user(
            "bad-option",
            option + (federated ? " does nothing with " : " does nothing without ") + FEDERATED);
      }
    }
    if (federated && given.hasMatchedOption("--model") && given.hasMatchedOption("--size")) {
      throw LensException.user("bad-option", "--size does nothing with --model, which has its own");
    }
  }

  /** Of the experiment; figures out of range are refused. */
  Settings settings(List<Integer> owners, int queries, int limit) {
    return new Settings(
        owners,
        rounds,
        localEpochs,
        Split.parse(split),
        batch,
        rate,
        momentum,
        5e-4,
        proximal,
        seed,
        queries,
        limit,
        !noCentral,
        !noAlone);
  }
}
