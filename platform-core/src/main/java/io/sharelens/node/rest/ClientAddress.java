package io.sharelens.node.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Where a request came from. */
final class ClientAddress {
  private static final String FORWARDED = "X-Forwarded-For";
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  private ClientAddress() {}

  /**
   * The address of the connection; behind a reverse proxy on this machine, what that proxy says of
   * the one before it. It is used to count and to write down, never to allow anything.
   */
  static String of(HttpServletRequest request) {
    String direct = request.getRemoteAddr();
    String forwarded = request.getHeader(FORWARDED);
    if (forwarded == null || !InetAddress.ofLiteral(bare(direct)).isLoopbackAddress()) {
      return direct;
    }
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    return ADDRESS.matcher(last).matches() ? last : direct;
  }

  private static String bare(String address) {
    return address.replace("[", "").replace("]", "");
  }
}
