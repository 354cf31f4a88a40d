package io.sharelens.cli.bench.report;

import java.util.List;

/**
 * What others publish, for 32-bit rings and residues of 7 bits. Not measured by this program.
 *
 * <p>FLSIR: "Federated learning-based secure image retrieval", 2022, tables 1, 5, 6 and 7; its
 * servers are Core i7-9700 machines (8 cores, 3 GHz) in one LAN.
 */
final class Published {
  private static final int L = 32;
  private static final int LP = 7;

  private Published() {}

  /**
   * A comparison protocol's cost.
   *
   * @param onlineBits of one operation over all parties; NaN where only the whole is known
   * @param bytesInAll with preprocessing; NaN where not published
   */
  record Protocol(
      String operation, String name, double rounds, double onlineBits, double bytesInAll) {}

  /** Sign bit, ReLU, 2x2 max pool, as {@link Operations} names them. */
  static List<Protocol> protocols() {
    return List.of(
        flsir(Operations.SIGN, 3, 11 * L - 6, L),
        falcon(Operations.SIGN, log2(L) + 4, 6 * L + 1, L),
        flsir(Operations.RELU, 4, 11 * L - 6, 5 * L),
        falcon(Operations.RELU, log2(L) + 5, 6 * L + 1, 4 * L),
        new Protocol(Operations.RELU, "Falcon, public code", 10, 3 * 73 * 8, Double.NaN),
        new Protocol(Operations.RELU, "HPMPC, 3 parties", Double.NaN, Double.NaN, 52),
        new Protocol(Operations.RELU, "MP-SPDZ, replicated", Double.NaN, Double.NaN, 93),
        new Protocol(Operations.RELU, "MP-SPDZ, with a dealer", Double.NaN, Double.NaN, 120),
        flsir(Operations.MAX_POOL, 8, 33 * L - 18, 15 * L),
        falcon(Operations.MAX_POOL, 3 * log2(L) + 15, 18 * L + 3, 12 * L));
  }

  private static Protocol flsir(String operation, int more, int residues, int bits) {
    return new Protocol(
        operation, FLSIR_NAME, log3(L + 1) + more, residues * LP + bits, Double.NaN);
  }

  private static Protocol falcon(String operation, int rounds, int residues, int bits) {
    return new Protocol(operation, "Falcon, formula", rounds, residues * LP + bits, Double.NaN);
  }

  static final String FLSIR_NAME = "FLSIR, formula";

  /** The paper's formula for an operation. */
  static Protocol flsir(String operation) {
    return protocols().stream()
        .filter(p -> p.operation().equals(operation) && p.name().equals(FLSIR_NAME))
        .findFirst()
        .orElseThrow();
  }

  /** Table 6: one picture of 224 x 224 through VGG11, online. */
  static final double FLSIR_FEATURE_SECONDS = 4.136;

  /** Table 6, offline: what is prepared before. */
  static final double FLSIR_FEATURE_OFFLINE_SECONDS = 9.73;

  /** Table 6. */
  static final double FLSIR_FEATURE_MEGABYTES = 2955.35;

  /** Tables 6 and 7, distance comparison and ranking, 50 results. */
  record Search(int items, double seconds, double megabytes, String table) {}

  static List<Search> searches() {
    return List.of(
        new Search(1000, 0.199, 0.14106, "table 6"), new Search(10_000, 0.261, 1.40668, "table 7"));
  }

  private static int log3(int n) {
    int levels = 0;
    for (int reach = 1; reach < n; reach *= 3) {
      levels++;
    }
    return levels;
  }

  private static int log2(int n) {
    return 31 - Integer.numberOfLeadingZeros(n);
  }
}
