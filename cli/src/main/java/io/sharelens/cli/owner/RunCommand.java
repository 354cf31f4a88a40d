package io.sharelens.cli.owner;

import io.sharelens.client.deployment.Deployment;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentConfigFile;
import io.sharelens.owner.agent.OwnerAgent;
import io.sharelens.owner.page.OwnerPage;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an owner's agent until it is stopped. */
@Command(
    name = "run",
    description = {
      "Keeps a folder of pictures outsourced and takes part in training rounds until it is",
      "stopped (SIGTERM or Ctrl-C) or the owner leaves. Dials out only; goes on where it was.",
      "Prints the address of the owner's page, which is for this machine's browser alone."
    },
    mixinStandardHelpOptions = true)
final class RunCommand extends AgentCall {
  @Option(names = "--check", description = "Check the file and end.")
  private boolean check;

  @Option(names = "--example", description = "Print a file with every key and its default.")
  private boolean example;

  @Override
  public Integer call() throws InterruptedException {
    if (example) {
      print(Map.of("example", AgentConfigFile.EXAMPLE), out -> out.print(AgentConfigFile.EXAMPLE));
      return 0;
    }
    AgentConfig config = config();
    if (check) {
      check(config);
      return 0;
    }
    OwnerAgent agent = OwnerAgent.start(config);
    OwnerPage page = page(config, agent);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(page, agent), "stop"));
    print(
        Map.of("state", config.state().toString(), "pictures", config.pictures().toString()),
        out -> out.println("agent of " + config.pictures() + " runs"));
    agent.await();
    if (page != null) {
      page.close(); // not before it has answered who left by it
    }
    return 0;
  }

  /** The agent works without its page, too. */
  private @Nullable OwnerPage page(AgentConfig config, OwnerAgent agent) {
    AgentConfig.Page wish = config.page();
    if (wish == null) {
      return null;
    }
    try {
      OwnerPage page = OwnerPage.start(wish, config.state(), agent.desk());
      progress("owner's page: " + page.address());
      return page;
    } catch (LensException e) {
      progress("no owner's page: " + e.getMessage() + " [" + e.code() + "]");
      return null;
    }
  }

  private static void stop(@Nullable OwnerPage page, OwnerAgent agent) {
    if (page != null) {
      page.close();
    }
    agent.close();
  }

  private void check(AgentConfig config) {
    Deployment.read(config.deployment());
    if (!Files.isDirectory(config.pictures())) {
      throw LensException.user("bad-config", "pictures: " + config.pictures() + " is no folder");
    }
    print(
        Map.of("config", configFile().toString(), "good", true),
        out -> out.println(configFile() + " is a good configuration of an agent"));
  }
}
