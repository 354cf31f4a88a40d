package io.sharelens.cli.owner;

import io.sharelens.owner.agent.PastRound;
import io.sharelens.owner.agent.RoundHistory;
import io.sharelens.owner.round.RoundOutcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** Rounds that the agent took part in. */
@Command(
    name = "rounds",
    description = "Training rounds of this owner, newest first; the last 500 are kept.",
    mixinStandardHelpOptions = true)
final class RoundsCommand extends AgentCall {
  @Override
  public Integer call() {
    List<PastRound> rounds = new RoundHistory(folder()).rounds();
    print(
        Map.of("rounds", rounds),
        out -> {
          if (rounds.isEmpty()) {
            out.println("no round yet");
          }
          rounds.forEach(r -> line(out, r));
        });
    return 0;
  }

  private static void line(PrintWriter out, PastRound r) {
    RoundOutcome o = r.outcome();
    out.printf(
        "%d %s %s, %d pictures, %d bytes of update%s%s%s%n",
        o.round(),
        r.ended(),
        o.result().name().toLowerCase(Locale.ROOT),
        o.pictures(),
        o.updateBytes(),
        o.lossBefore() == null || o.lossAfter() == null
            ? ""
            : ", loss %.4f to %.4f".formatted(o.lossBefore(), o.lossAfter()),
        o.precisionBefore() == null || o.precisionAfter() == null
            ? ""
            : ", precision %.2f to %.2f".formatted(o.precisionBefore(), o.precisionAfter()),
        o.cause() == null ? "" : ": " + o.cause());
  }
}
