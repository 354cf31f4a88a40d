package io.sharelens.plugins.indexflat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.vector.UnitRows;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranks all rows by the distance between unit vectors, as {@link UnitRows} says. */
final class L2Index implements FeatureIndex {
  private final UnitRows units;

  L2Index(FeatureSpec spec, Arithmetic arithmetic, ComparisonProtocol compare) {
    this.units = new UnitRows(spec, arithmetic, compare);
  }

  @Override
  public int rowBytes() {
    return units.rowBytes();
  }

  @Override
  public void insert(SharedTensor features, long[] rowKeys, ByteBuffer out) {
    units.insert(features, rowKeys, out);
  }

  @Override
  public List<Candidates> candidates(
      SharedTensor queries, RowSet rows, @Nullable IndexStructure structure, int k) {
    return units.all(queries, rows);
  }
}
