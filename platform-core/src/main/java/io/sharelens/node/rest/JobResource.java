package io.sharelens.node.rest;

import io.sharelens.api.JobInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Caller;
import io.sharelens.node.auth.Role;
import io.sharelens.node.service.JobService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** Jobs; an administrator sees all of them, others their own. */
@Path("/v1/jobs")
public final class JobResource {
  private final JobService jobs;

  JobResource(JobService jobs) {
    this.jobs = jobs;
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.ADMIN, Role.OWNER, Role.USER})
  @Operation(summary = "A job")
  public JobInfo get(@Context SecurityContext security, @PathParam("id") String id) {
    return visible(jobs, Callers.of(security), id);
  }

  @GET
  @Path("{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Allow({Role.ADMIN, Role.OWNER, Role.USER})
  @Operation(summary = "Progress of a job as server-sent events, until it is over")
  public Response events(@Context SecurityContext security, @PathParam("id") String id) {
    return events(jobs, Callers.of(security), id);
  }

  static Response events(JobService jobs, Caller caller, String id) {
    visible(jobs, caller, id);
    return Response.ok(new JobEvents(jobs, id), MediaType.SERVER_SENT_EVENTS)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static JobInfo visible(JobService jobs, Caller caller, String id) {
    JobInfo job = jobs.find(id).orElse(null);
    boolean mine =
        caller.role() == Role.ADMIN
            || jobs.owner(id).map(o -> o.equals(caller.name())).orElse(false);
    if (job == null || !mine) {
      throw LensException.user("no-such-job", "there is no job " + id + " of yours");
    }
    return job;
  }
}
