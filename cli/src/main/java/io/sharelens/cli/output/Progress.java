package io.sharelens.cli.output;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Progress on stderr: a line for each stage, and within a stage a counter that overwrites itself on
 * a terminal and appears every few seconds elsewhere. One thread.
 */
public final class Progress {
  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();

  private final PrintStream err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long lastNanos;
  private boolean open;

  private Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** On this process's stderr. */
  public static Progress stderr() {
    return new Progress(System.err, System.console() != null && System.console().isTerminal());
  }

  /** A new stage or a finished piece of work. */
  public synchronized void stage(String text) {
    endLine();
    err.printf("[%6.1f s] %s%n", seconds(), text);
    lastNanos = System.nanoTime();
  }

  /** How far the stage is; shown only now and then. */
  public synchronized void step(String what, long done, long total) {
    long now = System.nanoTime();
    if (done < total && now - lastNanos < (terminal ? TERMINAL_NANOS : QUIET_NANOS)) {
      return;
    }
    lastNanos = now;
    String line = "[%6.1f s]   %s %d of %d".formatted(seconds(), what, done, total);
    if (terminal) {
      err.print("\r\u001b[2K" + line);
      open = true;
      if (done >= total) {
        endLine();
      }
    } else {
      err.println(line);
    }
  }

  private void endLine() {
    if (open) {
      err.println();
      open = false;
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
