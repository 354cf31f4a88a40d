package io.sharelens.mpc.dealer;

import java.util.Arrays;
import java.util.List;

/**
 * What a unit of stocked material is: one block of a kind with its parameters. Any protocol run
 * that asks for such blocks can be served with it, whatever its graph and batch.
 *
 * @param kind name of a {@link Correlation} that is dealt in blocks
 * @param elements in a unit
 * @param params as the kind defines
 */
public record UnitLabel(String kind, int elements, List<Long> params) {
  public UnitLabel {
    params = List.copyOf(params);
  }

  static UnitLabel of(String kind, int elements, long... params) {
    return new UnitLabel(kind, elements, Arrays.stream(params).boxed().toList());
  }

  long[] paramArray() {
    return params.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public String toString() {
    return kind + params + " x " + elements;
  }
}
