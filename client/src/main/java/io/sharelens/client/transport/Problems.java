package io.sharelens.client.transport;

import io.sharelens.api.Problem;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** From what went wrong with a call to an error that names the node. */
final class Problems {
  private Problems() {}

  static LensException of(String node, Call call, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith(Problem.MEDIA_TYPE)) {
      try {
        Problem problem = Json.read(node, response.body(), Problem.class);
        String detail = problem.detail() == null ? problem.title() : problem.detail();
        return new LensException(
            kind(status),
            problem.code(),
            node + ": " + detail + " [" + problem.correlationId() + "]");
      } catch (LensException e) {
        // Falls through to the bare status.
      }
    }
    String what = "%s answered %s %s with status %d";
    return new LensException(
        kind(status), code(status), what.formatted(node, call.method(), path(call), status));
  }

  static LensException unreachable(String node, Exception cause) {
    return LensException.resources(
        "node-unreachable", node + " cannot be reached: " + cause, cause);
  }

  static LensException timeout(String node, Call call) {
    return LensException.resources(
        "node-timeout",
        "%s did not answer %s %s within %d seconds"
            .formatted(node, call.method(), path(call), call.deadline().toSeconds()),
        null);
  }

  /** Whether TLS failed because of who the node is, not because the connection broke. */
  static boolean isIdentity(SSLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof GeneralSecurityException || t instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  static LensException certificate(String node, SSLException cause) {
    return new LensException(
        ErrorKind.USER,
        "wrong-certificate",
        node + " did not prove who it is to the deployment's CA: " + cause.getMessage(),
        cause);
  }

  private static ErrorKind kind(int status) {
    return switch (status) {
      case 408, 429, 502, 503, 504, 507 -> ErrorKind.RESOURCES;
      default -> status / 100 == 4 ? ErrorKind.USER : ErrorKind.INTERNAL;
    };
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      default -> "status-" + status;
    };
  }

  private static String path(Call call) {
    int query = call.path().indexOf('?');
    return query < 0 ? call.path() : call.path().substring(0, query);
  }
}
