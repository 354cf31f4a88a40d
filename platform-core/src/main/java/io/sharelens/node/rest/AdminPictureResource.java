package io.sharelens.node.rest;

import io.sharelens.api.PictureEntry;
import io.sharelens.api.PictureRetried;
import io.sharelens.api.PictureRetry;
import io.sharelens.api.PictureState;
import io.sharelens.api.PictureSummary;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Role;
import io.sharelens.node.intake.Census;
import io.sharelens.node.store.AttemptState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the pictures stand, for administrators. Node 3 holds none and says so. */
@Path("/v1/admin/pictures")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminPictureResource {
  private static final int MOST_ROWS = 1000;

  private final Census census;

  AdminPictureResource(Census census) {
    this.census = census;
  }

  @GET
  @Path("summary")
  @Allow(Role.ADMIN)
  @Operation(summary = "Pictures and bytes by owner and state; 409 no-pictures at node 3")
  public PictureSummary summary() {
    return census.summary();
  }

  @GET
  @Allow(Role.ADMIN)
  @Operation(summary = "Pictures with state and cause, the newest first; 409 at node 3")
  public List<PictureEntry> list(
      @Parameter(description = "only this owner's") @QueryParam("owner") @Nullable String owner,
      @Parameter(description = "UPLOADING, STORED, INDEXED or FAILED") @QueryParam("state")
          @Nullable String state,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Parameter(description = "sequence of the last picture that is known already")
          @QueryParam("after")
          @Nullable String after) {
    return census.list(
        owner,
        state == null ? null : state(state),
        after == null ? Long.MAX_VALUE : Required.number("after", after, 0, Long.MAX_VALUE),
        (int) Required.number("limit", limit, 1, MOST_ROWS));
  }

  @POST
  @Path("retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Role.ADMIN)
  @Audited("pictures.retry")
  @Operation(summary = "Failed pictures are extracted again; at node 1")
  public PictureRetried retry(PictureRetry request) {
    return census.retry(Required.body(request));
  }

  private static AttemptState state(String text) {
    try {
      return AttemptState.valueOf(PictureState.valueOf(text.toUpperCase(Locale.ROOT)).name());
    } catch (IllegalArgumentException e) {
      throw LensException.user(
          "bad-state",
          "'" + text + "' is no state; it is one of " + Arrays.toString(PictureState.values()));
    }
  }
}
