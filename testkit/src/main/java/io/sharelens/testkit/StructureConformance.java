package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.RankingFactory;
import io.sharelens.testkit.BuiltIndex.Found;
import io.sharelens.testkit.BuiltIndex.Part;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What an index must do that builds a structure over its rows, beyond {@link IndexConformance}. A
 * subclass says how its plugin is made, who computes, and what it ranks with.
 */
public abstract class StructureConformance {
  private static final int DIMENSION = 64;
  private static final int STORED = 220;
  private static final int TOP = 5;

  private long usedKeys;

  /** The plugin under test. */
  protected abstract FeatureIndexFactory index();

  /** Its options. */
  protected abstract PluginConfig config();

  /** The comparison that it is given. */
  protected abstract ComparisonFactory comparison();

  /** The ranking that it is given. */
  protected abstract RankingFactory ranking();

  /** Who computes; the same object at each call within one test. */
  protected abstract Parties parties();

  /** The plaintext distance whose order the scores must have. */
  protected abstract double distance(int[] query, int[] stored);

  /** Part of the distances that a search may compute among many rows. */
  protected double share() {
    return 0.5;
  }

  private static FeatureSpec spec(int dimension) {
    return new FeatureSpec(dimension, 6, 1 << 13, (1 << 15) - 1);
  }

  private FeatureIndex create(PartyContext context, FeatureSpec spec) {
    var compare = comparison().create(PluginConfig.empty(comparison().name()), context);
    Ranking chosen = ranking().create(PluginConfig.empty(ranking().name()), context, compare);
    return index().create(config(), spec, context, compare, chosen);
  }

  private BuiltIndex built(int[][] features, int inStructure) {
    FeatureSpec spec = spec(features[0].length);
    long firstKey = usedKeys;
    usedKeys += 3L * features.length;
    return new BuiltIndex(parties(), spec, c -> create(c, spec), features, inStructure, firstKey);
  }

  @Test
  void aSearchComparesWithAPartOfTheRowsAndFindsTheNearest() {
    FeatureSpec spec = spec(DIMENSION);
    int[][] all = IndexConformance.realistic(STORED + 6, new Random(4), spec);
    int[][] stored = Arrays.copyOf(all, STORED);
    BuiltIndex index = built(stored, STORED);
    double agreement = 0;
    double distances = 0;
    for (int q = STORED; q < all.length; q++) {
      int[] query = all[q];
      Found found = index.search(query, TOP).result();
      Set<Integer> expected = new HashSet<>(plain(query, stored));
      agreement += found.nearest(TOP).stream().filter(expected::contains).count();
      distances += found.distances();
    }
    assertThat(agreement / (6 * TOP)).as("agreement of the nearest").isGreaterThan(0.85);
    assertThat(distances / (6 * STORED)).as("part of the distances").isLessThan(share());
  }

  @Test
  void opensWhatItsTraitsAndTheRankingSay() {
    BuiltIndex index = built(IndexConformance.realistic(60, new Random(5), spec(16)), 60);
    assertThat(index.openings().keySet())
        .containsExactlyInAnyOrderElementsOf(index().traits(config()).openings());
    int[] query = IndexConformance.realistic(1, new Random(6), spec(16))[0];
    assertThat(index.search(query, 1).openings().keySet())
        .containsExactlyInAnyOrderElementsOf(ranking().traits().openings());
  }

  @Test
  void allPartiesHaveTheSameDocumentAndAsManyRowsAsTheyOffered() {
    BuiltIndex index = built(IndexConformance.realistic(40, new Random(7), spec(16)), 40);
    Part first = index.parts().getFirst();
    for (Part part : index.parts()) {
      assertThat(part.document()).isEqualTo(first.document());
      assertThat(part.nodes().remaining()).isEqualTo(first.nodes().remaining());
    }
    List<Boolean> wants =
        parties()
            .run(
                context -> {
                  FeatureIndex mine = create(context, spec(16));
                  long[] keys = index.keys();
                  long[] more = Arrays.copyOf(keys, 3 * keys.length);
                  for (int i = keys.length; i < more.length; i++) {
                    more[i] = -i;
                  }
                  int rows = first.nodes().remaining() / mine.rowBytes();
                  assertThat(rows).isBetween(1, first.offered());
                  return List.of(
                      mine.wantsBuild(null, keys),
                      mine.wantsBuild(first.document(), keys),
                      mine.wantsBuild(first.document(), more),
                      mine.wantsBuild(first.document(), new long[0]));
                })
            .result();
    assertThat(wants)
        .as("none, present, many newer, all gone")
        .containsExactly(true, false, true, false);
  }

  @Test
  void newerRowsAreCandidatesAndGoneOnesAreNot() {
    int[][] features = IndexConformance.realistic(48, new Random(8), spec(16));
    BuiltIndex index = built(features, 40);
    int[] there = IntStream.range(0, 48).filter(i -> i % 3 != 0).toArray();
    int newer = (int) IntStream.of(there).filter(i -> i >= 40).count();
    for (int q : new int[] {1, 3, 41}) {
      Found found = index.search(there, features[q], 2, d -> d).result();
      assertThat(found.positions()).doesNotHaveDuplicates().isSorted();
      for (int p = there.length - newer; p < there.length; p++) {
        assertThat(found.positions()).contains(p);
      }
      for (int p : found.positions()) {
        assertThat(p).isBetween(0, there.length - 1);
      }
    }
  }

  @Test
  void asManyCandidatesAsResultsAreWantedWhateverTheStructure() {
    int[][] features = IndexConformance.realistic(30, new Random(9), spec(16));
    BuiltIndex index = built(features, 30);
    for (int k : new int[] {1, 7, 29, 30, 1000}) {
      Found found = index.search(features[3], k).result();
      assertThat(found.positions().length).isBetween(Math.min(k, 30), 30);
    }
    // All pictures but two were deleted: most parts of the structure are empty.
    Found few = index.search(new int[] {4, 25}, features[4], 2, d -> d).result();
    assertThat(few.positions()).containsExactly(0, 1);
    Found none = index.search(new int[0], features[4], 2, d -> d).result();
    assertThat(none.positions()).isEmpty();
  }

  @Test
  void onePictureOrVeryFew() {
    for (int n : new int[] {1, 2, 3}) {
      int[][] features = IndexConformance.realistic(n, new Random(10), spec(16));
      Found found = built(features, n).search(features[n - 1], n).result();
      assertThat(found.positions()).hasSize(n);
      assertThat(found.nearest(1)).containsExactly(n - 1);
    }
  }

  @Test
  void equalFeaturesDuplicatesAndZeros() {
    int[] one = IndexConformance.realistic(1, new Random(11), spec(16))[0];
    int[][] equal = new int[20][];
    Arrays.fill(equal, one);
    assertThat(built(equal, 20).search(one, 4).result().positions()).hasSizeBetween(4, 20);

    int[][] twice = IndexConformance.realistic(24, new Random(12), spec(16));
    for (int i = 12; i < 24; i++) {
      twice[i] = twice[i - 12];
    }
    twice[5] = new int[16];
    Found found = built(twice, 24).search(twice[2], 4).result();
    assertThat(found.nearest(2)).containsExactlyInAnyOrder(2, 14);
    assertThat(built(new int[9][16], 9).search(one, 1).result().positions()).isNotEmpty();
  }

  @Test
  void aDocumentThatIsNoneIsRefusedAndBuiltAnew() {
    int[][] features = IndexConformance.realistic(20, new Random(13), spec(16));
    BuiltIndex index = built(features, 20);
    byte[] good = index.parts().getFirst().document();
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    byte[] version = good.clone();
    version[3]++;
    for (byte[] bad :
        List.of(
            new byte[0], new byte[] {1}, Arrays.copyOf(good, good.length - 1), longer, version)) {
      assertThatThrownBy(
              () -> index.search(IntStream.range(0, 20).toArray(), features[0], 1, d -> bad))
          .isInstanceOf(LensException.class)
          .extracting(e -> ((LensException) e).code())
          .isEqualTo("bad-structure");
      assertThat(parties().run(c -> create(c, spec(16)).wantsBuild(bad, index.keys())).result())
          .isTrue();
    }
  }

  private List<Integer> plain(int[] query, int[][] stored) {
    return IntStream.range(0, stored.length)
        .boxed()
        .sorted((i, j) -> Double.compare(distance(query, stored[i]), distance(query, stored[j])))
        .limit(TOP)
        .toList();
  }
}
