package io.sharelens.node.rest;

import io.sharelens.api.JobInfo;
import io.sharelens.api.SearchResult;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Role;
import io.sharelens.node.config.Limits;
import io.sharelens.node.service.JobService;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.service.SearchService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Searches by picture; the body is this node's share of the query tensor. */
@Path("/v1/searches")
public final class SearchResource {
  /** The service ends a search at its deadline; this much later the request gives up on it. */
  private static final int GRACE_SECONDS = 10;

  private final SearchService searches;
  private final JobService jobs;
  private final Limits limits;

  SearchResource(SearchService searches, JobService jobs, Limits limits) {
    this.searches = searches;
    this.jobs = jobs;
    this.limits = limits;
  }

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces({SearchResult.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Allow(Role.USER)
  @RawBody
  @ChangesNothing
  @Operation(summary = "Search; answers when done, or at once with 'Prefer: respond-async'")
  public Response search(
      @Context SecurityContext security,
      @QueryParam("searchId") String searchId,
      @QueryParam("k") String k,
      @QueryParam("epoch") String epoch,
      @QueryParam("epochDigest") String epochDigest,
      @HeaderParam("Prefer") @Nullable String prefer,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long announced,
      InputStream body)
      throws IOException {
    String id = Required.uuid("searchId", searchId);
    long wanted = Required.number("k", k, Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (wanted < 1 || wanted > limits.maxK()) {
      throw LensException.user("bad-k", "k must be from 1 to " + limits.maxK() + ", not " + wanted);
    }
    long number = Required.number("epoch", epoch, 0, Long.MAX_VALUE);
    String digest = Required.text("epochDigest", epochDigest);
    int limit = (int) Math.min(Integer.MAX_VALUE - 16, limits.maxPictureBytes());
    ByteBuffer share = Bodies.read(body, announced, limit);
    CompletableFuture<SearchAnswer> answer =
        searches.submit(
            new SearchRequest(
                id, Callers.of(security).name(), (int) wanted, number, digest, share.array()));
    return prefer != null && prefer.contains("respond-async")
        ? accepted(id)
        : Answers.of(await(answer));
  }

  @GET
  @Path("{id}")
  @Produces({SearchResult.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Allow(Role.USER)
  @Operation(summary = "The answer of a search that was sent with 'Prefer: respond-async'")
  public Response get(@Context SecurityContext security, @PathParam("id") String id) {
    CompletableFuture<SearchAnswer> answer =
        searches.find(Callers.of(security).name(), id).orElseThrow(() -> unknown(id));
    return answer.isDone() ? Answers.of(await(answer)) : accepted(id);
  }

  @GET
  @Path("{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Allow(Role.USER)
  @Operation(summary = "Progress of a search as server-sent events")
  public Response events(@Context SecurityContext security, @PathParam("id") String id) {
    return JobResource.events(jobs, Callers.of(security), id);
  }

  @DELETE
  @Path("{id}")
  @Allow(Role.USER)
  @ChangesNothing
  @Operation(summary = "Cancel a search; one that is over stays as it is")
  public void cancel(@Context SecurityContext security, @PathParam("id") String id) {
    if (!searches.cancel(Callers.of(security).name(), id)) {
      throw unknown(id);
    }
  }

  private static LensException unknown(String id) {
    return LensException.user("no-such-search", "there is no search " + id);
  }

  private Response accepted(String id) {
    JobInfo job = jobs.find(id).orElse(null);
    Response.ResponseBuilder b = Response.accepted().location(URI.create("/v1/searches/" + id));
    return job == null ? b.build() : b.type(MediaType.APPLICATION_JSON_TYPE).entity(job).build();
  }

  private SearchAnswer await(CompletableFuture<SearchAnswer> answer) {
    try {
      return answer.get(limits.deadlineSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw LensException.resources(
          "deadline", "the search took longer than " + limits.deadlineSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("stopping", "the node is being stopped", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LensException lens) {
        throw lens;
      }
      throw new IllegalStateException("a search failed", e);
    }
  }
}
