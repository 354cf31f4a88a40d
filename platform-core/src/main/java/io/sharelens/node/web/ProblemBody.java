package io.sharelens.node.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.api.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problem documents for what is answered before a resource is found. */
public final class ProblemBody {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CORRELATION = "X-Correlation-Id";

  private ProblemBody() {}

  /** Answers with a problem. */
  public static void write(
      Response response,
      Callback callback,
      int status,
      String code,
      String title,
      @Nullable String detail) {
    String id = UUID.randomUUID().toString();
    byte[] body;
    try {
      body =
          JSON.writeValueAsBytes(
              new Problem(Problem.TYPE_PREFIX + code, title, status, detail, id));
    } catch (JsonProcessingException e) {
      body = "{}".getBytes(StandardCharsets.UTF_8);
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(CORRELATION, id);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
