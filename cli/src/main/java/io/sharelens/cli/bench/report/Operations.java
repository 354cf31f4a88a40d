package io.sharelens.cli.bench.report;

import java.util.List;

/**
 * Operations of a comparison protocol, as reports name them.
 *
 * @param work of the bench
 * @param title in tables
 * @param inputs of one operation in the papers' counting: four of a window
 */
record Operations(String work, String title, int inputs) {
  static final String SIGN = "sign bit";
  static final String RELU = "ReLU with truncation";
  static final String MAX_POOL = "max pool 2x2, a window";
  static final String POOL_RELU = "max pool 2x2 and ReLU, a window";

  static List<Operations> all() {
    return List.of(
        new Operations("comparison", SIGN, 1),
        new Operations("relu", RELU, 1),
        new Operations("maxpool", MAX_POOL, 4),
        new Operations("poolrelu", POOL_RELU, 4));
  }
}
