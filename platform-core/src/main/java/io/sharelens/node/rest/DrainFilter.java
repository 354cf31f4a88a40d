package io.sharelens.node.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;
import java.io.InputStream;

/**
 * Before an error is answered, reads away a body of moderate size that nobody read: a client that
 * is still sending would otherwise lose its connection before it sees the answer. A larger body
 * costs the connection.
 */
final class DrainFilter implements ContainerResponseFilter {
  private static final int LIMIT = 4 << 20;
  private static final int FIRST_ERROR = 400;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() >= FIRST_ERROR && request.getLength() != 0 && !drained(request)) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }

  private static boolean drained(ContainerRequestContext request) {
    byte[] block = new byte[1 << 14];
    try {
      InputStream body = request.getEntityStream();
      for (int total = 0; total <= LIMIT; ) {
        int n = body.read(block);
        if (n < 0) {
          return true;
        }
        total += n;
      }
    } catch (IOException | RuntimeException e) {
      return false; // closed, or beyond a limit: the connection is not worth keeping
    }
    return false;
  }
}
