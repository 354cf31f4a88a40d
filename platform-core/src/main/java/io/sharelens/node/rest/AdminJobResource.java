package io.sharelens.node.rest;

import io.sharelens.api.JobInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.JobService;
import io.sharelens.node.service.NodeEvents;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** All jobs of the node, for administrators. */
@Path("/v1/admin/jobs")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminJobResource {
  private static final int MOST_ROWS = 10_000;

  private final JobService jobs;
  private final NodeEvents events;

  AdminJobResource(JobService jobs, NodeEvents events) {
    this.jobs = jobs;
    this.events = events;
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Jobs with phase, progress and cause, the newest first")
  public List<JobInfo> jobs(@QueryParam("limit") @DefaultValue("100") String limit) {
    return jobs.list((int) Required.number("limit", limit, 1, MOST_ROWS));
  }

  @POST
  @Path("{id}/retry")
  @Allow(Role.ADMIN)
  @Audited("job.retry")
  @Operation(summary = "Try the work of a failed extraction again now, as a new job; at node 1")
  public JobInfo retry(@PathParam("id") String id) {
    JobInfo job =
        jobs.find(id).orElseThrow(() -> LensException.user("no-such-job", "there is no job " + id));
    if (!job.retryable()) {
      throw LensException.user(
          "not-retryable",
          job.kind().equals("search")
              ? "a node holds one share of a query only: who searched has to search again"
              : "only an extraction that failed can be tried again; this job is " + job.state());
    }
    events.extractAgain();
    return job;
  }
}
