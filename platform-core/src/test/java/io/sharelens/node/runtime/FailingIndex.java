package io.sharelens.node.runtime;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.plugins.indexflat.FlatIndexFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flat index that wants a structure and cannot build one. */
final class FailingIndex implements FeatureIndexFactory {
  static final String NAME = "index-failing";
  static final String CAUSE = "there is no way to arrange these rows";

  private final FlatIndexFactory flat = new FlatIndexFactory();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public IndexTraits traits(PluginConfig config) {
    return flat.traits(config);
  }

  @Override
  public FeatureIndex create(
      PluginConfig config,
      FeatureSpec features,
      PartyContext context,
      ComparisonProtocol compare,
      Ranking ranking) {
    FeatureIndex index = flat.create(config, features, context, compare, ranking);
    return new FeatureIndex() {
      @Override
      public int rowBytes() {
        return index.rowBytes();
      }

      @Override
      public void insert(SharedTensor rows, long[] rowKeys, ByteBuffer out) {
        index.insert(rows, rowKeys, out);
      }

      @Override
      public List<Candidates> candidates(
          SharedTensor queries, RowSet rows, @Nullable IndexStructure structure, int k) {
        return index.candidates(queries, rows, structure, k);
      }

      @Override
      public boolean wantsBuild(byte @Nullable [] document, long[] keys) {
        return document == null;
      }

      @Override
      public byte[] build(RowSet rows, long[] rowKeys, ByteBuffer out) {
        throw LensException.protocol("cannot-arrange", CAUSE);
      }
    };
  }
}
