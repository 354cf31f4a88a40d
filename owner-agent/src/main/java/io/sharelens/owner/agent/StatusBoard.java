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
  private final String started;
  private boolean running = true;
  private @Nullable String paused;
  private Pictures pictures;
  private Work work = Work.IDLE;
  private int roundsToday;
  private @Nullable RoundOutcome lastRound;
  private @Nullable String nextLook;
  private @Nullable Failure lastError;
  private AgentStatus status;
  private long written;

  StatusBoard(AgentFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    Optional<AgentStatus> before = read(folder);
    this.started = clock.instant().toString();
    this.pictures = before.map(AgentStatus::pictures).map(p -> p.at(0, 0)).orElse(Pictures.NONE);
    this.lastRound = before.map(AgentStatus::lastRound).orElse(null);
    this.status = snapshot(started);
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
    set(() -> running = is);
  }

  void paused(@Nullable String why) {
    set(() -> paused = why);
  }

  void pictures(UnaryOperator<Pictures> change) {
    set(() -> pictures = change.apply(pictures));
  }

  void work(Work now) {
    set(
        () -> {
          work = now;
          nextLook = null;
        });
  }

  void remembered(int rounds, int fresh) {
    set(
        () -> {
          roundsToday = rounds;
          pictures = pictures.withFresh(fresh);
        });
  }

  void looked(int rounds, String next) {
    set(
        () -> {
          roundsToday = rounds;
          nextLook = next;
        });
  }

  void ended(RoundOutcome outcome) {
    set(
        () -> {
          work = Work.IDLE;
          lastRound = outcome;
        });
  }

  void failed(String doing, LensException e, @Nullable String again) {
    Failure failure =
        new Failure(
            clock.instant().toString(), doing, e.code(), String.valueOf(e.getMessage()), again);
    set(() -> lastError = failure);
  }

  /** What failed before works again. */
  synchronized void worked(String doing) {
    if (lastError != null && lastError.doing().equals(doing)) {
      set(() -> lastError = null);
    } else {
      keep(status);
    }
  }

  private synchronized void set(Runnable change) {
    AgentStatus before = status;
    change.run();
    status = snapshot(clock.instant().toString());
    keep(before);
  }

  private AgentStatus snapshot(String updated) {
    return new AgentStatus(
        ProcessHandle.current().pid(),
        running,
        started,
        updated,
        paused,
        pictures,
        work,
        roundsToday,
        lastRound,
        nextLook,
        lastError);
  }

  /** Writes the status, unless it differs from {@code before} in mere progress and is recent. */
  private void keep(AgentStatus before) {
    boolean changed = !coarse(before).equals(coarse(status));
    if (changed || System.nanoTime() - written > QUIET_NANOS) {
      write();
    }
  }

  /** The same without mere progress. */
  private static AgentStatus coarse(AgentStatus s) {
    return new AgentStatus(
        s.pid(),
        s.running(),
        s.started(),
        "",
        s.paused(),
        s.pictures().at(0, s.pictures().total() > 0 ? 1 : 0),
        new Work(s.work().step(), s.work().round(), 0, 0),
        s.roundsToday(),
        s.lastRound(),
        null,
        s.lastError());
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
