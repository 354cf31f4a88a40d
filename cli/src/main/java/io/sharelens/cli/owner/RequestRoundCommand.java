package io.sharelens.cli.owner;

import io.sharelens.api.RoundInfo;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFolder;
import io.sharelens.owner.agent.StatusBoard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the platform for a training round. */
@Command(
    name = "request-round",
    description = "Asks the platform for a training round, because of many new pictures.",
    mixinStandardHelpOptions = true)
final class RequestRoundCommand extends AgentCall {
  @Option(
      names = "--pictures",
      description = "New pictures since the last round (default: as the agent counted).")
  private @Nullable Integer pictures;

  @Override
  public Integer call() {
    AgentConfig config = config();
    int fresh = pictures != null ? pictures : counted(config);
    try (RoundClient client = RoundClient.open(Deployment.read(config.deployment()))) {
      RoundInfo round = client.request(fresh);
      print(round, out -> out.printf("round %d is %s%n", round.number(), round.state()));
    }
    return 0;
  }

  private static int counted(AgentConfig config) {
    return StatusBoard.read(new AgentFolder(config.state()))
        .map(s -> s.pictures().fresh())
        .orElseThrow(
            () ->
                LensException.user(
                    "never-ran", "no agent has counted new pictures; say --pictures"));
  }
}
