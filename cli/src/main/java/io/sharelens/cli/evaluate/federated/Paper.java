package io.sharelens.cli.evaluate.federated;

import java.util.List;

/**
 * What FLSIR (2022) prints of training together, on Corel1k with its modified VGG11 at 224 pixels,
 * ten local epochs a round. Not measured by this program. Its figures 5 and 6 (precision at 50
 * after each round) are curves without numbers.
 *
 * @param source table and machines
 * @param times table 2
 * @param modelBytes table 3: a whole update, and so what an owner sends to each of two servers
 */
public record Paper(String source, List<Times> times, long modelBytes) {

  /**
   * Seconds of one round.
   *
   * @param training of an owner, on its own pictures
   * @param sharing of an owner's update
   * @param aggregating at the servers
   */
  public record Times(int owners, double training, double sharing, double aggregating) {}

  static Paper flsir() {
    return new Paper(
        "FLSIR tables 2 and 3, Corel1k, VGG11: owners on a Core i7-11800H with 8 cores, servers on"
            + " a Core i7-9700 with 8 cores",
        List.of(
            new Times(2, 1023, 0.206, 0.242),
            new Times(5, 610, 0.206, 0.688),
            new Times(10, 373, 0.206, 1.013)),
        503_161_000L);
  }
}
