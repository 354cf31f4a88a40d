package io.sharelens.cli.owner;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFolder;
import io.sharelens.owner.agent.AgentView;
import io.sharelens.owner.agent.PolicyBook;
import io.sharelens.owner.agent.PolicyChange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows and changes what the agent may do. */
@Command(
    name = "policy",
    description = {
      "What the agent may do; with options, changes it at once, also while the agent runs.",
      "Changes count over the file's policy until --reset. min_owners is in the file alone."
    },
    mixinStandardHelpOptions = true)
final class PolicyCommand extends AgentCall {
  @Option(names = "--rounds-per-day", description = "Most rounds begun in 24 hours.")
  private @Nullable Integer roundsPerDay;

  @Option(names = "--cpu-percent", description = "Share of the time that training computes.")
  private @Nullable Integer cpuPercent;

  @Option(
      names = "--pause-hours",
      split = ",",
      paramLabel = "FROM-TO",
      description = "Parts of the day in which nothing is done, like 08:00-18:00; none for none.")
  private @Nullable List<String> pauseHours;

  @Option(
      names = "--request-after",
      description = "New pictures after which a round is asked for; 0 for never.")
  private @Nullable Integer requestAfter;

  @Option(names = "--reset", description = "The file's policy counts again.")
  private boolean reset;

  @Override
  public Integer call() {
    AgentConfig config = config();
    PolicyBook book = new PolicyBook(new AgentFolder(config.state()), config.policy());
    boolean change =
        roundsPerDay != null || cpuPercent != null || pauseHours != null || requestAfter != null;
    if (reset && change) {
      throw LensException.user("bad-option", "--reset goes with no other change");
    }
    if (reset) {
      book.reset();
    } else if (change) {
      List<String> hours = List.of("none").equals(pauseHours) ? List.of() : pauseHours;
      book.change(new PolicyChange(roundsPerDay, cpuPercent, hours, requestAfter));
    }
    AgentView.Rules rules = AgentView.Rules.of(book.now());
    print(
        rules,
        out ->
            out.printf(
                "%d rounds a day, %d %% of the time, paused %s, round asked for after %d new"
                    + " pictures%s%n",
                rules.roundsPerDay(),
                rules.cpuPercent(),
                rules.pauseHours().isEmpty() ? "never" : String.join(", ", rules.pauseHours()),
                rules.requestAfter(),
                book.now().equals(book.file()) ? "" : "; changed from the file's"));
    return 0;
  }
}
