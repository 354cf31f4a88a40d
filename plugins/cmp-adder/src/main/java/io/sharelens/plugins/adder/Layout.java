package io.sharelens.plugins.adder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How the added bits are cut into chunks, and in what stages the chunks' carries are combined.
 *
 * <p>Party 3 shares all products of a chunk's bits, so the carry that a chunk of w bits generates
 * and the one that it propagates cost 2^w - 1 bits together and no opening. Up to two stages of
 * cells make one carry of them. Of all even cuts and all groupings the one with the fewest bits on
 * the wires is taken.
 */
final class Layout {
  private static final int MAX_WIDTH = 4;
  private static final int MAX_CHUNKS = 12;
  private static final AtomicReferenceArray<Layout> KNOWN = new AtomicReferenceArray<>(32);

  private final int[] widths;
  private final List<Stage> stages;

  private Layout(int[] widths, List<Stage> stages) {
    this.widths = widths;
    this.stages = stages;
  }

  /** The cheapest layout for {@code bits} added bits, 1 to 31. */
  static Layout of(int bits) {
    Layout known = KNOWN.get(bits);
    if (known == null) {
      known = search(bits);
      KNOWN.set(bits, known);
    }
    return known;
  }

  private static Layout search(int bits) {
    List<Layout> all = new ArrayList<>();
    int fewest = (bits + MAX_WIDTH - 1) / MAX_WIDTH;
    for (int chunks = fewest; chunks <= Math.min(bits, MAX_CHUNKS); chunks++) {
      int[] widths = even(bits, chunks);
      // Bit i of the number: whether chunk i + 1 begins a new group.
      for (int cuts = 0; cuts < 1 << chunks - 1; cuts++) {
        int[] groups = groups(cuts, chunks);
        if (Arrays.stream(groups).max().orElseThrow() <= Stage.MAX_FAN_IN
            && groups.length <= Stage.MAX_FAN_IN) {
          all.add(new Layout(widths, stages(groups)));
        }
      }
    }
    Layout best = all.getFirst();
    for (Layout next : all) {
      if (next.wireBits() < best.wireBits()) {
        best = next;
      }
    }
    return best;
  }

  private static int[] groups(int cuts, int chunks) {
    int[] sizes = new int[Integer.bitCount(cuts) + 1];
    int group = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (chunk > 0 && (cuts >>> chunk - 1 & 1) == 1) {
        group++;
      }
      sizes[group]++;
    }
    return sizes;
  }

  /** One stage over the groups, one over their results; a stage of single chunks is none. */
  private static List<Stage> stages(int[] groups) {
    List<Stage> stages = new ArrayList<>();
    if (Arrays.stream(groups).anyMatch(size -> size > 1)) {
      stages.add(new Stage(groups));
    }
    if (groups.length > 1) {
      stages.add(new Stage(new int[] {groups.length}));
    }
    return List.copyOf(stages);
  }

  /** Chunks of nearly equal width, the lowest ones narrower. */
  private static int[] even(int bits, int chunks) {
    int[] widths = new int[chunks];
    for (int j = 0; j < chunks; j++) {
      widths[j] = (bits + j) / chunks;
    }
    return widths;
  }

  private int wireBits() {
    int bits = tablePlanes();
    for (Stage stage : stages) {
      bits += stage.products().size() + 2 * stage.opened();
    }
    return bits;
  }

  int chunks() {
    return widths.length;
  }

  /** Bits of chunk {@code j}, counted from the lowest. */
  int width(int j) {
    return widths[j];
  }

  /** Products of bits of chunk {@code j}. */
  int entries(int j) {
    return (1 << widths[j]) - 1;
  }

  /** Products of bits of all chunks. */
  int tablePlanes() {
    return Arrays.stream(widths).map(w -> (1 << w) - 1).sum();
  }

  /** The stages in their order; none if there is one chunk. */
  List<Stage> stages() {
    return stages;
  }
}
