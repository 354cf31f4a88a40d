package io.sharelens.plugins.securesort;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.testkit.ClearParties;
import io.sharelens.testkit.ClearParty;
import io.sharelens.testkit.ClearRules;
import io.sharelens.testkit.Statistics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/**
 * Equal scores come in uniformly random order, at every place of the result; without the shuffle
 * they would come in the network's, which everybody knows.
 */
class TiesTest {
  private static final int RUNS = 4000;
  private static final int[] SCORES = {5, 5, 9, 5, 1, 5, 5};
  private static final int[] TIED = {0, 1, 3, 5, 6};
  private static final int K = 4;

  /** How often each of the tied candidates came at place 0 (never: that is the nearest) to 3. */
  private static long[][] counts(boolean shuffle) {
    return ClearParties.run(ClearRules.rounding(11), p -> party(p, shuffle)).getFirst();
  }

  private static long[][] party(ClearParty party, boolean shuffle) {
    long[][] counts = new long[K][SCORES.length];
    Arithmetic arithmetic = shuffle ? party.arithmetic() : unshuffled(party.arithmetic());
    SecureSort sort = new SecureSort(arithmetic, party.comparison());
    for (int run = 0; run < RUNS; run++) {
      Candidates candidates =
          new Candidates(party.input(Shape.of(SCORES.length), SCORES), new int[SCORES.length], 10);
      int[] top = sort.top(candidates, K);
      for (int place = 0; place < K; place++) {
        counts[place][top[place]]++;
      }
    }
    return counts;
  }

  private static Arithmetic unshuffled(Arithmetic real) {
    return (Arithmetic)
        Proxy.newProxyInstance(
            Arithmetic.class.getClassLoader(),
            new Class<?>[] {Arithmetic.class},
            (proxy, method, args) -> {
              if (method.getName().equals("shuffle")) {
                return args[0];
              }
              try {
                return method.invoke(real, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void requireFair(long[][] counts) {
    for (int place = 1; place < K; place++) {
      long[] tied = new long[TIED.length];
      for (int i = 0; i < TIED.length; i++) {
        tied[i] = counts[place][TIED[i]];
      }
      Statistics.requireUniform("who comes at place " + place, tied);
    }
  }

  @Test
  void tiesComeInRandomOrder() {
    requireFair(counts(true));
  }

  @Test
  void theShuffleIsWhatMakesThemRandom() {
    assertThatThrownBy(() -> requireFair(counts(false)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("who comes at place 1");
  }
}
