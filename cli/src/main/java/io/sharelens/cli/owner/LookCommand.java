package io.sharelens.cli.owner;

import io.sharelens.owner.agent.AgentFolder;
import java.util.Map;
import picocli.CommandLine.Command;

/** Has the folder looked at. */
@Command(
    name = "look",
    description = {
      "The agent looks at the folder now and compares every picture with what the servers hold;",
      "what is missing or failed there is sent again. It does so by itself twice a day."
    },
    mixinStandardHelpOptions = true)
final class LookCommand extends AgentCall {
  @Override
  public Integer call() {
    folder().mark(AgentFolder.Mark.LOOK, true);
    print(Map.of("look", true), out -> out.println("the agent looks at the folder"));
    return 0;
  }
}
