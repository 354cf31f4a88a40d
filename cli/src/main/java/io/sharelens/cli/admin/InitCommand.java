package io.sharelens.cli.admin;

import io.sharelens.cli.local.DeploymentFiles;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the files of a new deployment. */
@Command(
    name = "init",
    description = {
      "Writes certificates, tokens and node.yaml for three nodes, and admin.yaml.",
      "Carry each node's folder to its own machine; keep ca.key and admin.yaml yourself."
    },
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, description = "New folder.")
  private Path out = Path.of(".");

  @Option(names = "--scheme", description = "Scheme (default: ${DEFAULT-VALUE}).")
  private String scheme = Distribution.DEFAULT_SCHEME;

  @Option(
      names = "--hosts",
      split = ",",
      description = "Host names of nodes 1, 2, 3 (default: loopback with free ports).")
  private List<String> hosts = List.of();

  @Override
  public Integer call() {
    Distribution here = Distribution.here();
    DeploymentPlan plan =
        DeploymentPlan.loopback(out, here.scheme(scheme), here.plugins()).withUsualWebPorts();
    if (!hosts.isEmpty()) {
      if (hosts.size() != 3) {
        throw LensException.user("bad-option", "--hosts takes three names");
      }
      plan = plan.onHosts(hosts);
    }
    DeploymentFiles files = new DeploymentFiles(plan);
    files.write(new SecureRandom());
    var text = spec.commandLine().getOut();
    for (int n = 1; n <= 3; n++) {
      text.println("./sharelens node --config " + files.nodeYaml(n));
    }
    text.println("./sharelens admin status --config " + files.adminYaml());
    if (plan.onLoopback()) {
      text.println("search page  " + plan.webUrl(1) + "/search/");
      text.println("console      " + plan.webUrl(1) + "/console/");
    }
    text.flush();
    return 0;
  }
}
