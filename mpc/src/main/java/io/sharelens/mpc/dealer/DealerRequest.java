package io.sharelens.mpc.dealer;

import java.util.Arrays;
import java.util.Objects;

/**
 * A numbered request for correlated randomness. Both servers send the same one to the dealer, which
 * compares the two before it serves them.
 *
 * @param number 0, 1, 2, ... within a session; also the PRG stream of the material
 * @param kind name of a {@link Correlation}
 * @param count elements
 * @param params public parameters, whose meaning the kind defines (shape, truncated bits, row keys)
 */
public record DealerRequest(long number, String kind, int count, long[] params) {
  @Override
  public boolean equals(Object o) {
    return o instanceof DealerRequest r
        && number == r.number
        && count == r.count
        && kind.equals(r.kind)
        && Arrays.equals(params, r.params);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, kind, count, Arrays.hashCode(params));
  }

  @Override
  public String toString() {
    return kind + "#" + number + "(" + count + ")";
  }
}
