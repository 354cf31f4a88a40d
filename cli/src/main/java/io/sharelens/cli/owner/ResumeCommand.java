package io.sharelens.cli.owner;

import io.sharelens.owner.agent.AgentFolder;
import java.util.Map;
import picocli.CommandLine.Command;

/** Ends a pause. */
@Command(
    name = "resume",
    description = {"Ends a pause that owner pause began."},
    mixinStandardHelpOptions = true)
final class ResumeCommand extends AgentCall {
  @Override
  public Integer call() {
    folder().mark(AgentFolder.Mark.PAUSED, false);
    print(Map.of("resumed", true), out -> out.println("resumed"));
    return 0;
  }
}
