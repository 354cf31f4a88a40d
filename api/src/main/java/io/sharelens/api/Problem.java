package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * An error as {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code urn:sharelens:problem:} and a stable code
 * @param title the code in words
 * @param status HTTP status
 * @param detail what happened and what to do
 * @param correlationId also in the node's log
 */
public record Problem(
    String type, String title, int status, @Nullable String detail, String correlationId) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** What {@link #type} starts with. */
  public static final String TYPE_PREFIX = "urn:sharelens:problem:";

  /** The stable code, for programs. */
  public String code() {
    return type.startsWith(TYPE_PREFIX) ? type.substring(TYPE_PREFIX.length()) : type;
  }
}
