package io.sharelens.node.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** In which phase the jobs that run are; not durable, as the jobs do not outlive the process. */
final class Phases {
  /** Listeners hear of progress within a phase this often at most. */
  private static final long QUIET_NANOS = 100_000_000;

  private final Map<String, Phase> now = new ConcurrentHashMap<>();

  /**
   * @param done parts of the phase; told in place of the job's own if there is a total
   * @param told when listeners last heard of it
   */
  record Phase(String name, long done, long total, long told) {}

  @Nullable Phase of(String job) {
    return now.get(job);
  }

  /**
   * Notes how far a job is.
   *
   * @return whether listeners should hear of it now
   */
  boolean note(String job, String name, long done, long total) {
    long time = System.nanoTime();
    Phase before = now.get(job);
    boolean tell =
        before == null
            || !before.name().equals(name)
            || done == total
            || time - before.told() >= QUIET_NANOS;
    now.put(job, new Phase(name, done, total, tell || before == null ? time : before.told()));
    return tell;
  }

  void end(String job) {
    now.remove(job);
  }
}
