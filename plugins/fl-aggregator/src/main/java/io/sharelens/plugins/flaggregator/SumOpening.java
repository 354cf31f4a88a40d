package io.sharelens.plugins.flaggregator;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.federation.Aggregator.SumSink;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.UpdateRules;
import io.sharelens.spi.federation.UpdateShare;
import java.util.List;

/**
 * Adds this party's shares up, block by block, and opens the sum and nothing else.
 *
 * <p>Two servers, semi-honest. Without removals one round and {@code 8 * words} bytes over both
 * servers, no dealer. With up to four of them three rounds a block; see {@link ScaledRemovals}.
 *
 * <p>Opens {@code words} words, the sum of the updates of all contributors: what remains hidden is
 * what the sum hides, see docs/SECURITY.md.
 */
final class SumOpening {
  static final Opening UPDATES = new Opening("fl.sum-of-updates");
  static final Opening LOSSES = new Opening("fl.sum-of-losses");
  static final Opening PRECISIONS = new Opening("fl.sum-of-precisions");

  /** Words of a block. */
  static final int BLOCK = 1 << 18;

  private final Arithmetic arithmetic;
  private final SumProgramme programme;
  private final SumSink sink;
  private final SumBounds bounds;
  private int[] scratch = new int[0];

  SumOpening(Arithmetic arithmetic, UpdateRules rules, SumProgramme programme, SumSink sink) {
    this.arithmetic = arithmetic;
    this.programme = programme;
    this.sink = sink;
    this.bounds = new SumBounds(rules, programme);
  }

  void run() {
    long blocks = (programme.words() + BLOCK - 1) / BLOCK;
    if (blocks > Integer.MAX_VALUE) {
      throw LensException.user("bad-programme", programme.words() + " words are too many");
    }
    Opening figures = programme.precisions() ? PRECISIONS : LOSSES;
    Opening what = programme.parameters() == 0 ? figures : UPDATES;
    if (programme.removals().isEmpty()) {
      arithmetic.openStream((int) blocks, this::sum, this::opened, what);
    } else {
      List<ScaledRemovals> groups = ScaledRemovals.groups(arithmetic, programme.removals());
      for (int i = 0; i < blocks; i++) {
        int weights = (int) Math.clamp(programme.parameters() - from(i), 0, length(i));
        SharedTensor combination = sum(i);
        for (ScaledRemovals removals : groups) {
          combination = removals.subtract(combination, weights);
        }
        opened(i, arithmetic.open(combination, what));
      }
    }
    bounds.require();
  }

  private SharedTensor sum(int block) {
    int n = length(block);
    if (scratch.length != n) {
      scratch = new int[n];
    }
    int[] sum = new int[n];
    for (UpdateShare share : programme.updates()) {
      share.read(scratch);
      for (int i = 0; i < n; i++) {
        sum[i] += scratch[i];
      }
    }
    return new AdditiveTensor(Shape.of(n), sum);
  }

  private void opened(int block, int[] words) {
    bounds.check(from(block), words);
    sink.accept(from(block), words);
  }

  private static long from(int block) {
    return (long) block * BLOCK;
  }

  private int length(int block) {
    return (int) Math.min(BLOCK, programme.words() - from(block));
  }
}
