package io.sharelens.node.service;

import io.sharelens.api.JobInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Jobs of this node. */
public interface JobService {
  Optional<JobInfo> find(String id);

  /** The account that asked for a job; empty for the node's own jobs. */
  Optional<String> owner(String id);

  /** The newest first. */
  List<JobInfo> list(int limit);

  /**
   * Tells {@code listener} the present state at once and every change after it, until the job is
   * over or the result is closed. Called from the job's thread: must not block.
   *
   * @return ends the listening; fails nothing if there is no such job
   */
  Listening listen(String id, Consumer<JobInfo> listener);

  /** Ends a listening. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
