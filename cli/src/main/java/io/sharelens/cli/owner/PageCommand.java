package io.sharelens.cli.owner;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFolder;
import io.sharelens.owner.page.PageAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Where the page of the agent that runs is. */
@Command(
    name = "page",
    description = {
      "The address of the owner's page, with the key that opens it, of the agent that runs now.",
      "Whoever has the key can steer the agent: do not pass it on. Every start makes a new one."
    },
    mixinStandardHelpOptions = true)
final class PageCommand extends AgentCall {
  @Override
  public Integer call() {
    AgentConfig config = config();
    if (!new AgentFolder(config.state()).inUse()) {
      throw LensException.user(
          "not-running", "no agent runs with the state in " + config.state() + "; start owner run");
    }
    Optional<URI> address = PageAddress.read(config.state());
    URI page =
        address.orElseThrow(
            () ->
                LensException.user(
                    "no-page",
                    config.page() == null
                        ? "this agent has no page: its file says page: off"
                        : "this agent has no page; its log says why"));
    print(Map.of("page", page.toString()), out -> out.println(page));
    return 0;
  }
}
