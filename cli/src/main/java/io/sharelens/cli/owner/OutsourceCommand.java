package io.sharelens.cli.owner;

import io.sharelens.cli.output.Progress;
import io.sharelens.client.OwnerClient;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.outsource.OutsourceReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a folder of pictures to the nodes as shares. */
@Command(
    name = "outsource",
    description = {
      "Brings the pictures of a folder to the servers as secret shares; the files stay here.",
      "Run it again after any interruption: it goes on, replaces what changed, repairs what only",
      "one server has."
    },
    mixinStandardHelpOptions = true)
final class OutsourceCommand extends OwnerCall {
  @Parameters(paramLabel = "DIR", description = "Folder, at any depth.")
  private Path folder = Path.of(".");

  @Option(
      names = "--delete-missing",
      description = "Also delete pictures of this folder whose files are gone.")
  private boolean deleteMissing;

  @Override
  int run(OwnerClient client) {
    Progress progress = Progress.stderr();
    OutsourceReport report;
    try (FolderOutsourcer outsourcer = new FolderOutsourcer(client, state())) {
      report =
          outsourcer.run(
              folder, deleteMissing, p -> progress.step("outsourced", p.done(), p.total()));
    }
    print(
        report,
        out -> {
          out.printf(
              "%d added, %d replaced, %d repaired, %d unchanged, %d deleted, %d left out%n",
              report.added(),
              report.replaced(),
              report.repaired(),
              report.unchanged(),
              report.deleted(),
              report.skipped().size());
          report.skipped().forEach(s -> out.println("left out " + s.file() + ": " + s.reason()));
        });
    return 0;
  }
}
