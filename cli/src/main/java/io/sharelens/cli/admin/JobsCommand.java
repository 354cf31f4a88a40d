package io.sharelens.cli.admin;

import io.sharelens.api.JobInfo;
import io.sharelens.client.AdminClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Jobs of a node. */
@Command(
    name = "jobs",
    description = "A node's last jobs with progress and cause.",
    mixinStandardHelpOptions = true)
final class JobsCommand extends AdminCall {
  @Option(names = "--node", description = "Node (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Option(
      names = "--retry",
      paramLabel = "JOB",
      description = "Try the work of this failed extraction again now.")
  private @Nullable String retry;

  @Override
  void run(AdminClient admin) {
    if (retry != null) {
      admin.retryJob(node, retry);
    }
    List<JobInfo> all = admin.jobs(node);
    print(Map.of("jobs", all), out -> all.forEach(out::println));
  }
}
