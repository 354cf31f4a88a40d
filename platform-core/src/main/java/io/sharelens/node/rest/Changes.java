package io.sharelens.node.rest;

import java.lang.reflect.Method;
import java.util.Set;

/** Tells requests that change something from those that only look. */
final class Changes {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private Changes() {}

  /** By the HTTP method alone. */
  static boolean possible(String httpMethod) {
    return !READING.contains(httpMethod);
  }

  /** By the HTTP method and what the resource method says of itself. */
  static boolean made(String httpMethod, Method resource) {
    return possible(httpMethod) && !resource.isAnnotationPresent(ChangesNothing.class);
  }
}
