package io.sharelens.node.rest;

import io.sharelens.api.JobInfo;
import io.sharelens.node.service.JobService;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events of one job: {@code event: progress} or, at the end, {@code event: end}, each
 * with the job as JSON. A comment goes out in quiet times, so that a listener that left is noticed.
 */
final class JobEvents implements StreamingOutput {
  private static final int QUIET_SECONDS = 10;

  private final JobService jobs;
  private final String id;

  JobEvents(JobService jobs, String id) {
    this.jobs = jobs;
    this.id = id;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    BlockingQueue<JobInfo> news = new LinkedBlockingQueue<>();
    JobService.Listening listening = jobs.listen(id, news::add);
    try {
      while (true) {
        JobInfo job = news.poll(QUIET_SECONDS, TimeUnit.SECONDS);
        if (job == null) {
          send(out, ": still there\n\n");
          continue;
        }
        JobInfo newer = news.poll();
        while (newer != null && !job.over()) {
          job = newer;
          newer = news.poll();
        }
        send(
            out,
            "event: "
                + (job.over() ? "end" : "progress")
                + "\ndata: "
                + Json.MAPPER.writeValueAsString(job)
                + "\n\n");
        if (job.over()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listening.close();
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
