package io.sharelens.node.round;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.util.Set;

/** Which failures end a round at once; others are tried again until the phase's deadline. */
final class Troubles {
  static final String TOO_FEW = "too-few-owners";

  private static final Set<String> FINAL =
      Set.of(
          "sum-out-of-bounds",
          "results-differ",
          "reports-differ",
          "set-differs",
          "bad-set",
          "owner-left",
          "update-gone",
          "sum-gone",
          "no-reports",
          TOO_FEW);

  private Troubles() {}

  static boolean isFinal(LensException e) {
    return FINAL.contains(e.code()) || e.kind() == ErrorKind.USER || e.kind() == ErrorKind.INTERNAL;
  }
}
