package io.sharelens.cli.owner;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFolder;
import io.sharelens.owner.agent.Leaving;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Leaves the platform for good. */
@Command(
    name = "leave",
    description = {
      "Leaves the platform for good: this owner's pictures, features and shares are removed from",
      "both servers at once, its account ends, and its agent stops. The files here stay.",
      "What the model has learned stays in it; --remove-influence asks for this owner's updates to",
      "be taken out with the next round that has at least three others. That never undoes what the",
      "others' later updates learned from them, nor what was downloaded meanwhile."
    },
    mixinStandardHelpOptions = true)
final class LeaveCommand extends AgentCall {
  @Option(names = "--remove-influence", description = "Take past updates out of the model.")
  private boolean removeInfluence;

  @Option(names = "--yes", description = "Do it; without this, only say what would be done.")
  private boolean yes;

  @Override
  public Integer call() {
    AgentConfig config = config();
    if (!yes) {
      throw LensException.user(
          "not-confirmed",
          "leaving removes all pictures and the account of "
              + config.deployment()
              + " from both servers for good; say --yes to do it");
    }
    Map<Integer, LeaveAnswer> answers;
    try (RoundClient client = RoundClient.open(Deployment.read(config.deployment()))) {
      answers = new Leaving(new AgentFolder(config.state()), client).run(removeInfluence);
    }
    Set<String> statements = new LinkedHashSet<>();
    answers.values().forEach(a -> statements.addAll(a.statements()));
    print(
        Map.of("nodes", answers),
        out -> {
          answers.forEach(
              (node, a) ->
                  out.printf(
                      "node %d: %d pictures removed, shares of %d updates dropped, of %d kept%n",
                      node, a.pictures(), a.updates(), a.kept()));
          statements.forEach(out::println);
        });
    return 0;
  }
}
