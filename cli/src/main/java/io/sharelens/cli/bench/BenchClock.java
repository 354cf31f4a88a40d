package io.sharelens.cli.bench;

/** Times works at one party. All computing parties call the same methods in the same order. */
interface BenchClock {
  /** How a work's material can be in stock before it is timed online. */
  enum Stock {
    /** It asks for the same each time: exactly that. */
    SAME,
    /** What it asks for depends on its own random choices: more of the same kinds. */
    SPARE
  }

  /** A work's step; what it returns is not looked at. */
  interface Step {
    @SuppressWarnings("UnusedReturnValue")
    Object run();
  }

  /**
   * Times a step, which must have asked a dealer for nothing that is still unread: first until it
   * gets no faster, then as often as the work's effort says; the least time counts.
   *
   * @param kind of stock for the time online
   */
  BenchSpec.Reading time(BenchSpec.Work w, Step step, Stock kind);

  /**
   * Times a long step that needs no dealer: once to warm up, then {@code runs} times; the least
   * time counts.
   */
  BenchSpec.Reading timeLive(BenchSpec.Work w, Step step, int runs);

  /** How long a round without content takes, and how fast bytes go both ways at once. */
  BenchSpec.Reading link();
}
