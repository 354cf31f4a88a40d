package io.sharelens.client.transport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pieces of request paths. */
public final class Paths {
  private Paths() {}

  /** One segment, encoded; a slash in it does not split it. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
