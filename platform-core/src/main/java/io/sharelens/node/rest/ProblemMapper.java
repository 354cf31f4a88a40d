package io.sharelens.node.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.sharelens.api.Problem;
import io.sharelens.mpc.error.LensException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into a problem document with a stable code. What the caller did wrong is said
 * to it; what went wrong inside is only in the log, under the same correlation id.
 */
final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger log = LoggerFactory.getLogger(ProblemMapper.class);
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_SECONDS = "2";

  @Override
  public Response toResponse(Throwable t) {
    String id = CorrelationFilter.current();
    if (t instanceof WebApplicationException web) {
      int status = web.getResponse().getStatus();
      JsonProcessingException json = jsonCause(t);
      return json == null
          ? problem(status, httpCode(status), web.getMessage(), id)
          : badJson(json, id);
    }
    LensException lens = lensCause(t);
    if (lens != null) {
      return lens(lens, id);
    }
    JsonProcessingException json = jsonCause(t);
    if (json != null) {
      return badJson(json, id);
    }
    log.error("request {} failed", id, t);
    return problem(
        500, "internal", "the node failed; its log says more under the correlation id", id);
  }

  private static Response lens(LensException e, String id) {
    int status = Statuses.of(e);
    if (status >= 500) {
      log.warn("request {} failed: {}", id, e.code(), e);
    } else {
      log.info("request {} refused: {} ({})", id, e.code(), e.getMessage());
    }
    String detail =
        status == 500
            ? "the node failed; its log says more under the correlation id"
            : e.getMessage();
    return problem(status, e.code(), detail, id);
  }

  private static Response badJson(JsonProcessingException e, String id) {
    String where = e instanceof JsonMappingException m ? path(m) : "";
    return problem(
        400, "bad-json", "the body cannot be read" + where + ": " + e.getOriginalMessage(), id);
  }

  static Response problem(int status, String code, @Nullable String detail, String id) {
    Problem body =
        new Problem(
            Problem.TYPE_PREFIX + code,
            code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1).replace('-', ' '),
            status,
            detail,
            id);
    Response.ResponseBuilder b = Response.status(status).type(Problem.MEDIA_TYPE).entity(body);
    if (status == UNAUTHORIZED) {
      b.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sharelens\"");
    } else if (status == UNAVAILABLE) {
      b.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return b.build();
  }

  static String httpCode(int status) {
    return switch (status) {
      case 400 -> "bad-request";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 406 -> "not-acceptable";
      case 413 -> Bodies.TOO_LARGE;
      case 415 -> "unsupported-media-type";
      default -> status >= 500 ? "internal" : "http-" + status;
    };
  }

  private static @Nullable LensException lensCause(Throwable t) {
    for (Throwable c = t; c != null; c = c.getCause()) {
      if (c instanceof LensException e) {
        return e;
      }
    }
    return null;
  }

  private static @Nullable JsonProcessingException jsonCause(Throwable t) {
    for (Throwable c = t; c != null; c = c.getCause()) {
      if (c instanceof JsonProcessingException e) {
        return e;
      }
    }
    return null;
  }

  private static String path(JsonMappingException e) {
    StringBuilder b = new StringBuilder();
    e.getPath()
        .forEach(
            r ->
                b.append(b.isEmpty() ? "" : ".")
                    .append(r.getFieldName() == null ? r.getIndex() : r.getFieldName()));
    return b.isEmpty() ? "" : " at '" + b + "'";
  }
}
