package io.sharelens.cli.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says on what one thread spent its time: calls of chosen methods are phases, a phase within
 * another is not counted twice, and what lies between is {@code other}. The fastest run counts.
 */
final class PhaseClock {
  private static final String OTHER = "other";

  private final Deque<String> open = new ArrayDeque<>();
  private Map<String, Double> running = new TreeMap<>();
  private Map<String, Double> fastest = Map.of();
  private double least = Double.POSITIVE_INFINITY;
  private long since;

  /**
   * {@code target}, with the clock at its methods.
   *
   * @param phases phase of each method that has one, by name
   */
  <T> T watch(Class<T> type, T target, Map<String, String> phases) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String phase = phases.get(method.getName());
              try {
                if (phase == null) {
                  return method.invoke(target, arguments);
                }
                enter(phase);
                try {
                  return method.invoke(target, arguments);
                } finally {
                  leave();
                }
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }

  private void enter(String phase) {
    count();
    open.push(phase);
  }

  private void leave() {
    count();
    open.pop();
  }

  private void count() {
    long now = System.nanoTime();
    running.merge(open.isEmpty() ? OTHER : open.element(), (now - since) / 1e9, Double::sum);
    since = now;
  }

  /** Times one run. */
  <T> T run(java.util.function.Supplier<T> work) {
    running = new TreeMap<>();
    since = System.nanoTime();
    T result = work.get();
    count();
    double seconds = running.values().stream().mapToDouble(Double::doubleValue).sum();
    if (seconds < least) {
      least = seconds;
      fastest = Map.copyOf(running);
    }
    return result;
  }

  /** Forgets all runs. */
  void reset() {
    least = Double.POSITIVE_INFINITY;
    fastest = Map.of();
  }

  /** Seconds of each phase in the fastest run. */
  Map<String, Double> fastest() {
    return fastest;
  }
}
