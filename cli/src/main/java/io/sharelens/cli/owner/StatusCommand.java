package io.sharelens.cli.owner;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentFolder;
import io.sharelens.owner.agent.AgentStatus;
import io.sharelens.owner.agent.LeftOut;
import io.sharelens.owner.agent.StatusBoard;
import io.sharelens.owner.round.RoundOutcome;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** What the agent does. */
@Command(
    name = "status",
    description =
        "What the agent does now, its last round, and what failed; from its state folder.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends AgentCall {
  /**
   * @param state {@code running}, {@code stopped}, {@code killed} or {@code left}
   */
  record Shown(String state, AgentStatus agent, List<LeftOut.Entry> leftOut) {}

  /** Files that are named to people; the JSON has more. */
  private static final int LEFT_OUT = 20;

  @Override
  public Integer call() {
    AgentFolder folder = folder();
    AgentStatus status =
        StatusBoard.read(folder)
            .orElseThrow(
                () ->
                    LensException.user(
                        "never-ran", "no agent ever ran with the state in " + folder.path()));
    String state =
        folder.inUse()
            ? "running"
            : folder.marked(AgentFolder.Mark.LEFT)
                ? "left"
                : status.running() ? "killed" : "stopped";
    LeftOut leftOut = LeftOut.read(folder);
    print(
        new Shown(state, status, leftOut.files()),
        out -> {
          text(out, state, status);
          leftOut.files().stream()
              .limit(LEFT_OUT)
              .forEach(f -> out.printf("  left out %s: %s%n", f.file(), f.reason()));
        });
    return 0;
  }

  private static void text(PrintWriter out, String state, AgentStatus s) {
    out.printf("%s, process %d, since %s%n", state, s.pid(), s.started());
    if (s.paused() != null) {
      out.println("nothing is done: " + s.paused());
    }
    AgentStatus.Pictures p = s.pictures();
    out.printf(
        "pictures: %d outsourced, %d files left out, %d new since the last contribution; looked"
            + " at %s%n",
        p.held(), p.leftOut(), p.fresh(), p.checked());
    if (p.total() > 0) {
      out.printf("  outsourcing %d of %d%n", p.done(), p.total());
    }
    if (p.heldDeletions() > 0) {
      out.printf(
          "  %d deletions wait for ./sharelens owner confirm-deletions%n", p.heldDeletions());
    }
    AgentStatus.Work w = s.work();
    out.println(
        w.round() == null
            ? "no round; next look " + s.nextLook()
            : "round %d: %s%s".formatted(w.round(), w.step(), progress(w)));
    out.printf("rounds in the last 24 hours: %d%n", s.roundsToday());
    last(out, s.lastRound());
    AgentStatus.Failure f = s.lastError();
    if (f != null) {
      out.printf(
          "%s failed at %s: %s [%s]; again %s%n",
          f.doing(), f.at(), f.message(), f.code(), f.again());
    }
  }

  private static String progress(AgentStatus.Work w) {
    return w.total() == 0 ? "" : " %d of %d".formatted(w.done(), w.total());
  }

  private static void last(PrintWriter out, @Nullable RoundOutcome o) {
    if (o == null) {
      out.println("no round yet");
      return;
    }
    out.printf(
        "last round %d: %s%s%n",
        o.round(), o.result(), o.cause() == null ? "" : " (" + o.cause() + ")");
    if (o.pictures() > 0) {
      out.printf(
          "  %d pictures, %d bytes of update; %.1f s training, %.1f s sharing, %.1f s uploading%n",
          o.pictures(),
          o.updateBytes(),
          o.times().training(),
          o.times().sharing(),
          o.times().uploading());
    }
    if (o.lossBefore() != null && o.lossAfter() != null) {
      out.printf("  loss %.4f before, %.4f after%n", o.lossBefore(), o.lossAfter());
    }
    if (o.precisionBefore() != null && o.precisionAfter() != null) {
      out.printf(
          "  precision at 10 among own pictures %.2f before, %.2f after%n",
          o.precisionBefore(), o.precisionAfter());
    }
  }
}
