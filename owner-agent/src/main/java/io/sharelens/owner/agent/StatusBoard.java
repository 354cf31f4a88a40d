package io.sharelens.owner.agent;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentStatus.Failure;
import io.sharelens.owner.agent.AgentStatus.Pictures;
import io.sharelens.owner.agent.AgentStatus.Work;
import io.sharelens.owner.round.RoundOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's status, kept in its folder. Steps are written at once, mere progress once a second; a
 * disk that takes no status does not stop the work. Thread-safe.
 */
public final class StatusBoard {
  private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);
  private static final String FILE = "status.json";
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private final AgentFolder folder;
  private final Clock clock;
  private AgentStatus status;
  private long written;

  StatusBoard(AgentFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    Optional<AgentStatus> before = read(folder);
    String now = clock.instant().toString();
    this.status =
        new AgentStatus(
            ProcessHandle.current().pid(),
            true,
            now,
            now,
            null,
            before.map(AgentStatus::pictures).map(p -> p.at(0, 0)).orElse(Pictures.NONE),
            Work.IDLE,
            0,
            before.map(AgentStatus::lastRound).orElse(null),
            null,
            null);
    write();
  }

  /** The last status of a folder's agent; empty if none ever ran. */
  public static Optional<AgentStatus> read(AgentFolder folder) {
    return folder.read(FILE, AgentStatus.class);
  }

  synchronized AgentStatus now() {
    return status;
  }

  void running(boolean is) {
    set(
        s ->
            with(
                s,
                is,
                s.paused(),
                s.pictures(),
                s.work(),
                s.roundsToday(),
                s.lastRound(),
                s.nextLook(),
                s.lastError()));
  }

  void paused(@Nullable String why) {
    set(
        s ->
            with(
                s,
                s.running(),
                why,
                s.pictures(),
                s.work(),
                s.roundsToday(),
                s.lastRound(),
                s.nextLook(),
                s.lastError()));
  }

  void pictures(UnaryOperator<Pictures> change) {
    set(
        s ->
            with(
                s,
                s.running(),
                s.paused(),
                change.apply(s.pictures()),
                s.work(),
                s.roundsToday(),
                s.lastRound(),
                s.nextLook(),
                s.lastError()));
  }

  void work(Work work) {
    set(
        s ->
            with(
                s,
                s.running(),
                s.paused(),
                s.pictures(),
                work,
                s.roundsToday(),
                s.lastRound(),
                null,
                s.lastError()));
  }

  void remembered(int roundsToday, int fresh) {
    set(
        s ->
            with(
                s,
                s.running(),
                s.paused(),
                s.pictures().withFresh(fresh),
                s.work(),
                roundsToday,
                s.lastRound(),
                s.nextLook(),
                s.lastError()));
  }

  void looked(int roundsToday, String next) {
    set(
        s ->
            with(
                s,
                s.running(),
                s.paused(),
                s.pictures(),
                s.work(),
                roundsToday,
                s.lastRound(),
                next,
                s.lastError()));
  }

  void ended(RoundOutcome outcome) {
    set(
        s ->
            with(
                s,
                s.running(),
                s.paused(),
                s.pictures(),
                Work.IDLE,
                s.roundsToday(),
                outcome,
                s.nextLook(),
                s.lastError()));
  }

  void failed(String doing, LensException e, @Nullable String again) {
    Failure failure =
        new Failure(
            clock.instant().toString(), doing, e.code(), String.valueOf(e.getMessage()), again);
    set(
        s ->
            with(
                s,
                s.running(),
                s.paused(),
                s.pictures(),
                s.work(),
                s.roundsToday(),
                s.lastRound(),
                s.nextLook(),
                failure));
  }

  /** What failed before works again. */
  void worked(String doing) {
    set(
        s ->
            s.lastError() == null || !s.lastError().doing().equals(doing)
                ? s
                : with(
                    s,
                    s.running(),
                    s.paused(),
                    s.pictures(),
                    s.work(),
                    s.roundsToday(),
                    s.lastRound(),
                    s.nextLook(),
                    null));
  }

  private AgentStatus with(
      AgentStatus s,
      boolean running,
      @Nullable String paused,
      Pictures pictures,
      Work work,
      int roundsToday,
      @Nullable RoundOutcome lastRound,
      @Nullable String nextLook,
      @Nullable Failure lastError) {
    return new AgentStatus(
        s.pid(),
        running,
        s.started(),
        clock.instant().toString(),
        paused,
        pictures,
        work,
        roundsToday,
        lastRound,
        nextLook,
        lastError);
  }

  private synchronized void set(UnaryOperator<AgentStatus> change) {
    AgentStatus before = status;
    status = change.apply(before);
    boolean changed = !coarse(before).equals(coarse(status));
    if (changed || System.nanoTime() - written > QUIET_NANOS) {
      write();
    }
  }

  /** The same without mere progress. */
  private AgentStatus coarse(AgentStatus s) {
    Work work = new Work(s.work().step(), s.work().round(), 0, 0);
    int busy = s.pictures().total() > 0 ? 1 : 0;
    AgentStatus plain =
        with(
            s,
            s.running(),
            s.paused(),
            s.pictures().at(0, busy),
            work,
            s.roundsToday(),
            s.lastRound(),
            null,
            s.lastError());
    return new AgentStatus(
        plain.pid(),
        plain.running(),
        plain.started(),
        "",
        plain.paused(),
        plain.pictures(),
        plain.work(),
        plain.roundsToday(),
        plain.lastRound(),
        null,
        plain.lastError());
  }

  private void write() {
    try {
      folder.write(FILE, status, false);
      written = System.nanoTime();
    } catch (LensException e) {
      LOG.warn("the status cannot be written: {}", e.getMessage());
    }
  }
}
