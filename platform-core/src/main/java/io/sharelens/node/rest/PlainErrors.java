package io.sharelens.node.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sharelens.api.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem documents for what fails before a resource is found (a bad request line, say). */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String id = CorrelationFilter.fresh();
    Problem problem =
        new Problem(
            Problem.TYPE_PREFIX + ProblemMapper.httpCode(status),
            HttpStatus.getMessage(status),
            status,
            null,
            id);
    byte[] body;
    try {
      body = Json.MAPPER.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      body = "{}".getBytes(StandardCharsets.UTF_8);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(CorrelationFilter.HEADER, id);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
