package io.sharelens.cli.admin;

import io.sharelens.api.NodeInfo;
import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeChange.State;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.SchemeOption;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.client.ModelOwnerClient;
import io.sharelens.mpc.error.LensException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The deployment's scheme: what serves, and how to switch to another one. */
@Command(
    name = "scheme",
    description = "Shows the scheme that serves, and switches to another one while searches go on.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SchemeCommands.Show.class,
      SchemeOptionsCommand.class,
      SchemeCostCommand.class,
      SchemeCommands.Set.class,
      SchemeCommands.Approve.class,
      SchemeCommands.Cancel.class
    })
final class SchemeCommands {
  /** What a node says to who is not its administrator. */
  private static final java.util.Set<String> NO_ACCESS =
      java.util.Set.of("no-token", "wrong-token", "other-nodes-token", "expired-token");

  private SchemeCommands() {}

  @Command(
      name = "show",
      description = "The scheme that serves, what it reveals, and changes of scheme.",
      mixinStandardHelpOptions = true)
  static final class Show extends AdminCall {
    @Option(names = "--node", description = "As this node sees it (default: ${DEFAULT-VALUE}).")
    private int node = 1;

    @Override
    void run(AdminClient admin) {
      NodeInfo info = admin.infos().get(node - 1);
      List<SchemeChange> changes = admin.schemeChanges(node);
      print(
          Map.of(
              "scheme", info.scheme(),
              "digest", info.schemeDigest(),
              "parties", info.parties(),
              "leakage", info.leakage(),
              "changes", changes),
          out -> {
            out.printf("%s with %d computing nodes%n", info.scheme(), info.parties());
            info.leakage().forEach(l -> out.println("  reveals " + l));
            changes.forEach(c -> describe(out, c));
          });
    }
  }

  @Command(
      name = "set",
      description = {
        "Proposes a scheme to all nodes, approves it for each node of which the deployment file has"
            + " an",
        "administrator's token, and waits until it serves. Searches go on under the old one until",
        "all pictures are ready; a switch that fails leaves it serving."
      },
      mixinStandardHelpOptions = true)
  static final class Set extends AdminCall {
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Parameters(paramLabel = "NAME|FILE", description = "A scheme's name, or its YAML file.")
    private String name = "";

    @Mixin private SchemeOption scheme = new SchemeOption();

    @Option(
        names = "--model",
        paramLabel = "FILE|DIR|SHA256",
        description = {
          "Model to serve with, a folder for a split one (default: the newest published one that",
          "fits)."
        })
    private @Nullable String model;

    @Option(names = "--propose-only", description = "Let every administrator approve by hand.")
    private boolean proposeOnly;

    @Option(names = "--no-wait", description = "Do not wait until the scheme serves.")
    private boolean noWait;

    @Override
    void run(AdminClient admin) {
      String proposed = JsonOutput.text(scheme.named(name).file(Distribution.here()));
      String sha256 = model;
      if (sha256 != null && Files.isDirectory(Path.of(sha256))) {
        try (ModelOwnerClient owner = ModelOwnerClient.open(deployment())) {
          sha256 = owner.bring(Path.of(sha256), (node, what) -> progress(node + " " + what));
        }
      } else if (sha256 != null && Files.exists(Path.of(sha256))) {
        sha256 = admin.stageModel(Path.of(sha256));
      }
      SchemeChange change = admin.proposeScheme(proposed, sha256);
      if (change.state() == State.REFUSED) {
        throw ended(change);
      }
      List<Integer> without = proposeOnly ? List.of(1, 2, 3) : approve(admin, change.id());
      boolean wait = !noWait && without.isEmpty();
      SchemeChange now = wait ? await(admin, change.id()) : find(admin, 1, change.id());
      print(
          now,
          out -> {
            describe(out, now);
            without.forEach(
                n ->
                    out.printf(
                        "  node %d's administrator has to approve: admin scheme approve %s --node"
                            + " %d%n",
                        n, now.id(), n));
          });
    }

    /** Nodes of which there is no administrator's token. */
    private static List<Integer> approve(AdminClient admin, String id) {
      List<Integer> without = new ArrayList<>();
      for (int n = 1; n <= 3; n++) {
        try {
          admin.approveScheme(n, id);
        } catch (LensException e) {
          if (!NO_ACCESS.contains(e.code())) {
            throw e;
          }
          without.add(n);
        }
      }
      return without;
    }

    private static SchemeChange await(AdminClient admin, String id) {
      Progress progress = Progress.stderr();
      State last = State.PROPOSED;
      while (true) {
        SchemeChange now = find(admin, 1, id);
        if (now.state() != last) {
          progress.stage(
              now.name() + " is " + now.state() + (now.cause() == null ? "" : ": " + now.cause()));
          last = now.state();
        }
        if (now.state() == State.STAGING && now.total() > 0) {
          progress.step("pictures ready", now.done(), now.total());
        }
        if (now.state() == State.ACTIVE && serves(admin, now.digest())) {
          return now;
        }
        if (now.state().over() && now.state() != State.ACTIVE) {
          throw ended(now);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }

    private static boolean serves(AdminClient admin, String digest) {
      return admin.infos().stream().allMatch(i -> i.schemeDigest().equals(digest));
    }

    private static LensException ended(SchemeChange change) {
      return LensException.user(
          "scheme-not-changed",
          change.name() + " is " + change.state() + ", the old scheme serves: " + change.cause());
    }
  }

  @Command(
      name = "approve",
      description = "Agrees to a proposed scheme, as a node's administrator.",
      mixinStandardHelpOptions = true)
  static final class Approve extends AdminCall {
    @Parameters(paramLabel = "ID", description = "The change, as show lists it.")
    private String id = "";

    @Option(names = "--node", required = true, description = "Whose administrator agrees.")
    private int node;

    @Override
    void run(AdminClient admin) {
      SchemeChange change = admin.approveScheme(node, id);
      print(change, out -> describe(out, change));
    }
  }

  @Command(
      name = "cancel",
      description = {
        "Withdraws a change that is not finished, at node 1; at another node: rejects it.",
        "The old scheme goes on serving."
      },
      mixinStandardHelpOptions = true)
  static final class Cancel extends AdminCall {
    @Parameters(paramLabel = "ID", description = "The change, as show lists it.")
    private String id = "";

    @Option(names = "--node", description = "Whose administrator (default: ${DEFAULT-VALUE}).")
    private int node = 1;

    @Override
    void run(AdminClient admin) {
      SchemeChange change = admin.cancelScheme(node, id);
      print(change, out -> describe(out, change));
    }
  }

  private static SchemeChange find(AdminClient admin, int node, String id) {
    return admin.schemeChanges(node).stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> LensException.user("change-unknown", "node " + node + " knows no change " + id));
  }

  private static void describe(PrintWriter out, SchemeChange c) {
    out.printf(
        "%s  %-9s %s (%d parties) since %s%s%n",
        c.id(),
        c.state(),
        c.name(),
        c.parties(),
        c.created(),
        c.cause() == null ? "" : ": " + c.cause());
    if (!c.state().over()) {
      c.leakage().forEach(l -> out.println("  would reveal " + l));
      if (!c.waitsFor().isEmpty()) {
        out.println("  waits for the administrators of nodes " + c.waitsFor());
      }
      if (c.state() == State.STAGING) {
        out.printf("  %d of %d pictures are ready%n", c.done(), c.total());
      }
    }
  }
}
