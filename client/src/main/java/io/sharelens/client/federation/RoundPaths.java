package io.sharelens.client.federation;

/** Where rounds are. */
final class RoundPaths {
  static final String ROUNDS = "/v1/rounds";

  private RoundPaths() {}

  static String round(long number) {
    return ROUNDS + "/" + number;
  }
}
