package io.sharelens.node.rest;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps out of the log what the REST framework reports and nobody can act on. */
final class Noise {
  /** Warns of every resource that is registered as an object, which is what we do on purpose. */
  private static final Logger PROVIDERS =
      Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

  /** Reports every client that leaves before its answer is complete: a page that is closed. */
  private static final Logger ANSWERS =
      Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

  private Noise() {}

  static void lower() {
    PROVIDERS.setLevel(Level.SEVERE);
    ANSWERS.setFilter(Noise::ofOurs);
  }

  private static boolean ofOurs(LogRecord line) {
    @Nullable Throwable cause = line.getThrown();
    while (cause != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return cause == null;
  }
}
