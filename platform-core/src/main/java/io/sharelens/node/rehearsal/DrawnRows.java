package io.sharelens.node.rehearsal;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Rows of drawn features, stored by a scheme's index as pictures' features are. */
public final class DrawnRows {
  private static final int INSERTED_AT_ONCE = 500;

  private final FeatureSpec features;
  private final PartyContext party;
  private final FeatureIndex index;
  private final Ranking ranking;

  /**
   * @param party in one session
   */
  public DrawnRows(Scheme scheme, FeatureSpec features, PartyContext party) {
    this.features = features;
    this.party = party;
    ComparisonProtocol compare =
        scheme.comparison().create(scheme.file().comparison().config(), party);
    this.ranking = scheme.ranking().create(scheme.file().ranking().config(), party, compare);
    this.index =
        scheme.index().create(scheme.file().index().config(), features, party, compare, ranking);
  }

  /**
   * What one party stored.
   *
   * @param rows one a picture
   * @param structure that the index built over them; null if it wants none
   */
  public record Stored(RowSet rows, @Nullable IndexStructure structure) {}

  /**
   * Stores rows and builds what the index wants built.
   *
   * @param done hears how many are stored
   */
  public Stored store(int pictures, IntConsumer done) {
    long[] keys = LongStream.rangeClosed(1, pictures).toArray();
    ByteBuffer rows = room(pictures);
    for (int from = 0; from < pictures; from += INSERTED_AT_ONCE) {
      int n = Math.min(INSERTED_AT_ONCE, pictures - from);
      index.insert(draw(n), Arrays.copyOfRange(keys, from, from + n), rows);
      done.accept(from + n);
    }
    RowSet stored = RowSet.of(rows.flip(), index.rowBytes(), keys);
    return new Stored(stored, structure(stored));
  }

  public FeatureIndex index() {
    return index;
  }

  public Ranking ranking() {
    return ranking;
  }

  private @Nullable IndexStructure structure(RowSet stored) {
    if (!index.wantsBuild(null, stored.keys())) {
      return null;
    }
    int own = index.structureRows(stored.size());
    long[] keys = LongStream.rangeClosed(stored.size() + 1L, stored.size() + (long) own).toArray();
    ByteBuffer rows = room(own);
    byte[] document = index.build(stored, keys, rows);
    rows.flip();
    int written = rows.remaining() / index.rowBytes();
    return new IndexStructure(
        document, RowSet.of(rows, index.rowBytes(), Arrays.copyOf(keys, written)));
  }

  private ByteBuffer room(int rows) {
    return ByteBuffer.allocate(Math.multiplyExact(rows, index.rowBytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Positive features within their bounds: the first server holds them whole, the second one zeros,
   * a third one nothing.
   */
  public SharedTensor draw(int n) {
    Arithmetic arithmetic = party.arithmetic();
    int[] share = new int[arithmetic.party() == 3 ? 0 : n * features.dimension()];
    if (arithmetic.party() == 1) {
      double norm = features.normBound() / Math.sqrt(features.dimension());
      int most = (int) Math.max(1, Math.min(features.bound() / 4.0, norm));
      new Prg(Seed.fresh(new SecureRandom()), 0).ints(share);
      for (int i = 0; i < share.length; i++) {
        share[i] = 1 + Math.floorMod(share[i], most);
      }
    }
    return arithmetic.importAdditive(Shape.of(n, features.dimension()), share);
  }
}
