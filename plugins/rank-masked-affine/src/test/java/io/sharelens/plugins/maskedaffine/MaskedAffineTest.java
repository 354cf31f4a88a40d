package io.sharelens.plugins.maskedaffine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.RankingFactory;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.RandomSource;
import io.sharelens.testkit.RankingConformance;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.Statistics;
import io.sharelens.testkit.TwoServers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskedAffineTest extends RankingConformance {
  private static final int N = 20;
  private final Parties parties = Parties.twoServers(correlations());

  @Override
  protected RankingFactory ranking() {
    return new MaskedAffineFactory();
  }

  @Override
  protected ComparisonFactory comparison() {
    return new ThreeMulFactory();
  }

  @Override
  protected Parties parties() {
    return parties;
  }

  private Run<int[]> recorded(int[] scores, int bound, TwoServers servers) {
    Secret x = Secret.of(Shape.of(scores.length), scores, new Random(3));
    int[] positions = new int[scores.length];
    Arrays.setAll(positions, i -> i);
    return servers
        .recording()
        .run(s -> create(s).top(new Candidates(x.of(s), positions, bound), 5));
  }

  @Test
  void takesTwoRoundsAndSixteenBytesAScore() {
    Run<int[]> run =
        recorded(new Random(1).ints(N, 0, 99).toArray(), 99, new TwoServers(correlations()));
    assertThat(run.rounds()).isEqualTo(2);
    assertThat(run.onlineBytes()).isEqualTo(16L * N);
    assertThat(run.one().openings()).containsEntry("rank.masked-distances", (long) N);
  }

  /** The leakage that the traits and the documents state: nobody should think it is less. */
  @Test
  void openedWordsShowAllDifferences() {
    int[] scores = new Random(5).ints(N, 0, 1000).toArray();
    int[] y = opened(recorded(scores, 1000, new TwoServers(correlations())));
    int gcd = 0;
    int gcdOfScores = 0;
    for (int i = 1; i < N; i++) {
      gcd = gcd(gcd, Math.abs(y[i] - y[0]));
      gcdOfScores = gcd(gcdOfScores, Math.abs(scores[i] - scores[0]));
    }
    for (int i = 1; i < N; i++) {
      assertThat((y[i] - y[0]) / gcd).isEqualTo((scores[i] - scores[0]) / gcdOfScores);
    }
  }

  @Test
  void factorAndOffsetAreFreshAndFillTheWord() {
    Set<Integer> factors = new HashSet<>();
    long largest = 0;
    for (int seed = 0; seed < 40; seed++) {
      TwoServers servers = new TwoServers(correlations()).random(RandomSource.seeded(seed));
      int[] y = opened(recorded(new int[] {-8, 8, 0, 7, -7}, 8, servers));
      factors.add(y[3] - y[2]);
      largest = Math.max(largest, Arrays.stream(y).mapToLong(Math::abs).max().orElseThrow());
      assertThat(y[0]).isLessThan(y[4]);
      assertThat(y[3]).isLessThan(y[1]);
    }
    assertThat(factors).hasSizeGreaterThan(35);
    assertThat(largest).isGreaterThan(1L << 30);
  }

  @Test
  void firstMessageIsUniform() {
    long[] low = new long[16];
    long[] high = new long[16];
    for (int seed = 0; seed < 60; seed++) {
      TwoServers servers = new TwoServers(correlations()).random(RandomSource.seeded(seed));
      Run<int[]> run = recorded(new int[N], 1, servers);
      for (int word : words(run.one().sent().getFirst())) {
        low[word & 15]++;
        high[word >>> 28]++;
      }
    }
    Statistics.requireUniform("low bits of x - a", low);
    Statistics.requireUniform("high bits of x - a", high);
  }

  @Test
  void dealerRefusesABoundThatCannotBe() {
    for (long bound : new long[] {0, -1, 1L << 31}) {
      assertThatThrownBy(
              () ->
                  new TwoServers(correlations())
                      .run(s -> s.dealer().request(AffineCorrelation.KIND, 1, bound)))
          .isInstanceOf(LensException.class);
    }
  }

  private static int[] opened(Run<int[]> run) {
    List<byte[]> sent = run.one().sent();
    int[] a = words(sent.getLast());
    int[] b = words(run.two().sent().getLast());
    Arrays.setAll(a, i -> a[i] + b[i]);
    return a;
  }

  private static int[] words(byte[] message) {
    int[] words = new int[message.length / Integer.BYTES];
    ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
