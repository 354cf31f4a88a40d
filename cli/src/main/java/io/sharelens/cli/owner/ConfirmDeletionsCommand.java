package io.sharelens.cli.owner;

import io.sharelens.owner.agent.AgentFolder;
import java.util.Map;
import picocli.CommandLine.Command;

/** Confirms deletions that an agent holds back. */
@Command(
    name = "confirm-deletions",
    description = {
      "Pictures whose files are gone are removed from the nodes at the agent's next look, however",
      "many they are. Needed where so many are gone at once that it looks like an accident."
    },
    mixinStandardHelpOptions = true)
final class ConfirmDeletionsCommand extends AgentCall {
  @Override
  public Integer call() {
    folder().mark(AgentFolder.Mark.DELETIONS_CONFIRMED, true);
    print(
        Map.of("confirmed", true),
        out -> out.println("confirmed; the agent deletes at its next look"));
    return 0;
  }
}
