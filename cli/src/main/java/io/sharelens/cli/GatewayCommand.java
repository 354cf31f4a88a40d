package io.sharelens.cli;

import io.sharelens.client.SearchClient;
import io.sharelens.client.gateway.Gateway;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plain REST on loopback for applications that cannot split pictures themselves. */
@Command(
    name = "gateway",
    description = {
      "Serves plain REST on this machine only: post a picture, get ids and pictures back.",
      "The picture is split here and never leaves this machine whole."
    },
    mixinStandardHelpOptions = true)
final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeploymentOption deployment = new DeploymentOption();

  @Option(names = "--host", description = "Loopback address (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Port, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port = 8480;

  @Override
  public Integer call() throws InterruptedException {
    var nodes = deployment.read();
    try (SearchClient client = SearchClient.open(nodes);
        Gateway gateway = Gateway.start(client, host, port, nodes.limits().maxBytes())) {
      var address = gateway.address();
      spec.commandLine()
          .getOut()
          .printf("gateway at http://%s:%d/%n", host, address.getPort())
          .flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
