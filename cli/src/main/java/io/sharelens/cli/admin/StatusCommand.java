package io.sharelens.cli.admin;

import io.sharelens.api.NodeInfo;
import io.sharelens.api.StatusInfo;
import io.sharelens.client.AdminClient;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** What the nodes say of themselves, and where the pictures stand. */
@Command(
    name = "status",
    description = "Nodes, scheme, model, epoch, and where the pictures stand.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends AdminCall {
  @Override
  void run(AdminClient admin) {
    List<NodeInfo> infos = admin.infos();
    StatusInfo status = admin.status(1);
    print(
        Map.of("nodes", infos, "status", status),
        out -> {
          for (NodeInfo i : infos) {
            out.printf(
                "node %d (%s): scheme %s, epoch %d with %d pictures%n",
                i.node(), i.name(), i.scheme(), i.epoch().number(), i.epoch().pictures());
          }
          out.printf(
              "pictures: %d indexed, %d waiting, %d extracting, %d failed, %d incomplete%n",
              status.indexed(),
              status.pending(),
              status.extracting(),
              status.failed(),
              status.incomplete());
          StatusInfo.ModelSwitch s = status.switching();
          if (s != null) {
            out.printf(
                "model: version %d is published; %d of %d pictures have its features,"
                    + " until then searches use the old one%n",
                s.version(), s.done(), s.total());
          }
        });
  }
}
