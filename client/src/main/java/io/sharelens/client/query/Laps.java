package io.sharelens.client.query;

/** A watch for parts that follow one another. One thread uses it. */
public final class Laps {
  private static final double NANOS = 1e9;

  private long last = System.nanoTime();

  /** Seconds since the last call, or since the beginning. */
  public double lap() {
    long now = System.nanoTime();
    double seconds = (now - last) / NANOS;
    last = now;
    return seconds;
  }
}
