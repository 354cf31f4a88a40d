package io.sharelens.cli;

import io.sharelens.cli.output.JsonOutput;
import io.sharelens.node.Node;
import io.sharelens.node.config.ConfigLoader;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.runtime.ZipRuntimes;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one node until it is stopped. */
@Command(
    name = "node",
    description = "Runs one node from its YAML file until it is stopped (SIGTERM or Ctrl-C).",
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, description = "The node's YAML file.")
  private Path config = Path.of("node.yaml");

  @Option(names = "--check", description = "Check the file and end.")
  private boolean check;

  @Option(names = "--json", description = "Print one JSON document when the node is up.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    NodeConfig parsed = ConfigLoader.load(config);
    if (check) {
      spec.commandLine()
          .getOut()
          .println(config + " is a good configuration of node " + parsed.node());
      return 0;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Node node = Node.start(parsed, new ZipRuntimes());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.close();
                  stopped.countDown();
                }));
    String url = "https://" + parsed.rest().host() + ":" + node.restPort();
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), Map.of("node", parsed.node(), "url", url));
    } else {
      spec.commandLine().getOut().println("node " + parsed.node() + " answers at " + url);
      spec.commandLine().getOut().flush();
    }
    stopped.await();
    return 0;
  }
}
