package io.sharelens.plugins.indexhierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The public part of a tree as bytes. */
class TreeDocumentTest {
  private static final Tree ONE_LEVEL =
      new Tree(new int[0], new long[][] {{1, 2, 1000}, {}, {Long.MIN_VALUE, -1, Long.MAX_VALUE}});
  private static final Tree TWO_LEVELS =
      new Tree(new int[] {2, 0, 1}, new long[][] {{5}, {6, 7}, {300}});

  @Test
  void readsWhatItWrote() {
    for (Tree tree : new Tree[] {ONE_LEVEL, TWO_LEVELS, new Tree(new int[0], new long[0][])}) {
      Tree read = TreeDocument.read(TreeDocument.write(tree));
      assertThat(read.children()).isEqualTo(tree.children());
      assertThat(read.leaves()).isDeepEqualTo(tree.leaves());
    }
  }

  @Test
  void isCompact() {
    long[][] leaves = new long[70][70];
    for (int leaf = 0; leaf < 70; leaf++) {
      for (int i = 0; i < 70; i++) {
        leaves[leaf][i] = 1_000_000 + leaf + 70L * i;
      }
    }
    // Format 4, counts 3, then a leaf each: size 1, first key 8, 69 differences of 1 byte.
    assertThat(TreeDocument.write(new Tree(new int[0], leaves)))
        .hasSize(4 + 1 + 1 + 70 * (1 + 8 + 69));
  }

  @Test
  void refusesEveryTruncationAndWhatFollows() {
    byte[] good = TreeDocument.write(TWO_LEVELS);
    for (int length = 0; length < good.length; length++) {
      assertRefused(Arrays.copyOf(good, length));
    }
    assertRefused(Arrays.copyOf(good, good.length + 1));
  }

  @Test
  void refusesWrongCountsOrdersAndDuplicates() {
    assertRefused(TreeDocument.write(new Tree(new int[] {1, 1}, TWO_LEVELS.leaves())));
    assertRefused(TreeDocument.write(new Tree(new int[0], new long[][] {{3, 3}})));
    assertRefused(TreeDocument.write(new Tree(new int[0], new long[][] {{4, 3}})));
    assertRefused(TreeDocument.write(new Tree(new int[0], new long[][] {{3}, {2, 3}})));
    // Announces 2^31 leaves in a few bytes: refused before memory is taken.
    assertRefused(new byte[] {'S', 'L', 'T', 1, 0, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x70, 0});
  }

  @Test
  void neverDoesAnythingButReadOrRefuse() {
    Random random = new Random(1);
    byte[] good = TreeDocument.write(ONE_LEVEL);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      try {
        Tree read = TreeDocument.read(changed);
        assertThat(TreeDocument.write(read).length).isLessThanOrEqualTo(changed.length);
      } catch (LensException e) {
        assertThat(e.code()).isEqualTo("bad-structure");
      }
    }
  }

  private static void assertRefused(byte[] document) {
    assertThatThrownBy(() -> TreeDocument.read(document))
        .isInstanceOf(LensException.class)
        .extracting(e -> ((LensException) e).code())
        .isEqualTo("bad-structure");
  }
}
