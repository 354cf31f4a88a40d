package io.sharelens.cli.admin;

import io.sharelens.api.PictureEntry;
import io.sharelens.api.PictureRetried;
import io.sharelens.api.PictureSummary;
import io.sharelens.api.PictureSummary.StateCount;
import io.sharelens.client.AdminClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the pictures stand. */
@Command(
    name = "pictures",
    description = "Pictures by owner and state; with --state or --owner one by one, with causes.",
    mixinStandardHelpOptions = true,
    subcommands = PicturesCommand.Retry.class)
final class PicturesCommand extends AdminCall {
  @Option(names = "--node", description = "Node 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Option(names = "--owner", description = "Pictures of this owner.")
  private @Nullable String owner;

  @Option(names = "--state", description = "UPLOADING, STORED, INDEXED or FAILED.")
  private @Nullable String state;

  @Option(names = "--limit", description = "Pictures at most (default: ${DEFAULT-VALUE}).")
  private int limit = 100;

  @Override
  void run(AdminClient admin) {
    if (owner == null && state == null) {
      PictureSummary summary = admin.pictureSummary(node);
      print(summary, out -> print(out, summary));
      return;
    }
    List<PictureEntry> pictures = admin.pictures(node, owner, state, limit);
    print(
        Map.of("pictures", pictures),
        out ->
            pictures.forEach(
                p ->
                    out.printf(
                        "%-12s %-24s %-9s %s  %s%n",
                        p.owner(),
                        p.picture(),
                        p.state(),
                        p.created(),
                        p.cause() == null ? "" : p.cause())));
  }

  private static void print(PrintWriter out, PictureSummary s) {
    s.owners().forEach(o -> o.states().forEach(c -> line(out, o.owner(), c)));
    s.total().forEach(c -> line(out, "all", c));
    if (s.incomplete() > 0) {
      out.printf(
          "%d incomplete%s%n",
          s.incomplete(),
          s.incompleteSince() == null ? "" : ", the oldest since " + s.incompleteSince());
    }
  }

  private static void line(PrintWriter out, String owner, StateCount c) {
    out.printf(
        Locale.ROOT,
        "%-16s %-9s %8d pictures %10.1f MB%n",
        owner,
        c.state(),
        c.pictures(),
        c.bytes() / 1e6);
  }

  /** Failed pictures are extracted again. */
  @Command(
      name = "retry",
      description = "Puts failed pictures back to be extracted, at node 1.",
      mixinStandardHelpOptions = true)
  static final class Retry extends AdminCall {
    @Option(names = "--owner", description = "Only this owner's pictures.")
    private String owner = "";

    @Parameters(paramLabel = "PICTURE", description = "Only these; all failed ones without any.")
    private List<String> pictures = List.of();

    @Override
    void run(AdminClient admin) {
      PictureRetried r = admin.retryPictures(owner, pictures);
      print(
          r,
          out ->
              out.printf(
                  "%d pictures are extracted again, %d stay failed%n", r.retried(), r.failed()));
    }
  }
}
