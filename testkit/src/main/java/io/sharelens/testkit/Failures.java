package io.sharelens.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The first error is the cause; what it does to the others is added to it. */
final class Failures {
  private final List<Throwable> errors = new ArrayList<>();

  @SuppressWarnings("NullAway") // a missing result is never looked at, because throwFirst throws
  <T> T result(Future<T> party) {
    try {
      return party.get();
    } catch (ExecutionException e) {
      errors.add(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      errors.add(e);
    }
    return null;
  }

  void throwFirst() {
    Throwable cause = null;
    for (Throwable e : errors) {
      boolean secondary = String.valueOf(e.getMessage()).contains("ended the session");
      if (cause == null || !secondary) {
        cause =
            cause == null || String.valueOf(cause.getMessage()).contains("ended the session")
                ? e
                : cause;
      }
    }
    if (cause == null) {
      return;
    }
    for (Throwable e : errors) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    throw new AssertionError(cause);
  }
}
