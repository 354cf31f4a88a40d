package io.sharelens.node.rest;

import io.sharelens.node.web.ProblemBody;
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
    ProblemBody.write(
        response,
        callback,
        status,
        ProblemMapper.httpCode(status),
        HttpStatus.getMessage(status),
        null);
    return true;
  }
}
