package io.sharelens.cli.evaluate.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitTest {
  private static final int CLASSES = 10;

  /** 50 pictures of each class. */
  private static int[] labels() {
    return IntStream.range(0, 500).map(i -> i / 50).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iid", "dirichlet:0.3", "dirichlet:0.01", "DIRICHLET:100"})
  void everyPictureIsDealtOnceAndEveryOwnerHasABatch(String text) {
    for (int owners : List.of(2, 5, 10)) {
      for (long seed = 0; seed < 20; seed++) {
        List<List<Integer>> parts = Split.parse(text).deal(labels(), owners, 16, seed);

        assertThat(parts).hasSize(owners).allMatch(p -> p.size() >= 16);
        assertThat(parts.stream().flatMap(List::stream).sorted().toList())
            .isEqualTo(IntStream.range(0, 500).boxed().toList());
      }
    }
  }

  @Test
  void equalSeedsDealAlikeAndOthersDoNot() {
    Split split = Split.parse("dirichlet:0.3");
    assertThat(split.deal(labels(), 5, 8, 3)).isEqualTo(split.deal(labels(), 5, 8, 3));
    assertThat(split.deal(labels(), 5, 8, 3)).isNotEqualTo(split.deal(labels(), 5, 8, 4));
  }

  @Test
  void evenlyDealtOwnersHaveAsMuchOfEveryClass() {
    for (List<Integer> part : Split.parse("iid").deal(labels(), 5, 1, 9)) {
      assertThat(counts(part)).containsOnly(10);
    }
  }

  @Test
  void oddNumbersAreDealtOutOverAllClassesAndNotToTheFirstOwner() {
    int[] labels = IntStream.range(0, 70).map(i -> i / 7).toArray();
    assertThat(Split.parse("iid").deal(labels, 5, 1, 9)).allMatch(p -> p.size() == 14);
  }

  /** The mean share of an owner's largest class falls from near 1 to 1/10 as alpha grows. */
  @Test
  void theSmallerAlphaTheFewerClassesAnOwnerHas() {
    double narrow = largestShare("dirichlet:0.05");
    double usual = largestShare("dirichlet:0.3");
    double wide = largestShare("dirichlet:1000");
    assertThat(narrow).isGreaterThan(usual + 0.05);
    assertThat(usual).isGreaterThan(wide + 0.1);
    assertThat(wide).isLessThan(0.15);
  }

  private static double largestShare(String text) {
    double sum = 0;
    int n = 0;
    for (long seed = 0; seed < 50; seed++) {
      for (List<Integer> part : Split.parse(text).deal(labels(), 5, 1, seed)) {
        sum += (double) IntStream.of(counts(part)).max().orElseThrow() / part.size();
        n++;
      }
    }
    return sum / n;
  }

  private static int[] counts(List<Integer> part) {
    int[] counts = new int[CLASSES];
    part.forEach(i -> counts[i / 50]++);
    return counts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "even",
        "dirichlet",
        "dirichlet:",
        "dirichlet:0",
        "dirichlet:-1",
        "dirichlet:x"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Split.parse(text))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("dirichlet:ALPHA");
  }

  @Test
  void tooFewPicturesAreRefused() {
    assertThatThrownBy(() -> Split.parse("iid").deal(new int[19], 5, 4, 1))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("19 pictures");
  }
}
