package io.sharelens.cli.owner;

import io.sharelens.owner.agent.AgentFolder;
import java.util.Map;
import picocli.CommandLine.Command;

/** Stops an agent's work for a while. */
@Command(
    name = "pause",
    description = {
      "Nothing is outsourced, trained or uploaded until owner resume; also over restarts.",
      "A training under way waits after its present step; its round does not wait for it."
    },
    mixinStandardHelpOptions = true)
final class PauseCommand extends AgentCall {
  @Override
  public Integer call() {
    folder().mark(AgentFolder.Mark.PAUSED, true);
    print(Map.of("paused", true), out -> out.println("paused"));
    return 0;
  }
}
