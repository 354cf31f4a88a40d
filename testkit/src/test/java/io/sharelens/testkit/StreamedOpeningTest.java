package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.ring.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamedOpeningTest {
  private static final Opening WHAT = new Opening("test.streamed");

  /** Pieces of different sizes, together more than may be under way. */
  private final List<Secret> pieces = new ArrayList<>();

  StreamedOpeningTest() {
    Random random = new Random(1);
    for (int n : new int[] {1, 300_000, 7, 700_000, 700_000, 700_000, 2}) {
      pieces.add(Secret.of(Shape.of(n), random.ints(n).toArray(), random));
    }
  }

  private int[][] open(Arithmetic arithmetic, Server server) {
    int[][] opened = new int[pieces.size()][];
    int[] next = new int[1];
    arithmetic.openStream(
        pieces.size(),
        i -> pieces.get(i).of(server),
        (i, words) -> {
          assertThat(i).isEqualTo(next[0]++);
          opened[i] = words;
        },
        WHAT);
    return opened;
  }

  @Test
  void allPiecesAreOpenedInOneRoundAndRecorded() {
    Run<int[][]> run = new TwoServers().run(s -> open(s.arithmetic(), s));
    long words = 0;
    for (int i = 0; i < pieces.size(); i++) {
      int[] plain = new int[pieces.get(i).first().length];
      for (int k = 0; k < plain.length; k++) {
        plain[k] = pieces.get(i).first()[k] + pieces.get(i).second()[k];
      }
      assertThat(run.one().result()[i]).isEqualTo(plain);
      assertThat(run.two().result()[i]).isEqualTo(plain);
      words += plain.length;
    }
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(8 * words);
    assertThat(run.one().openings()).isEqualTo(Map.of(WHAT.label(), words));
    assertThat(run.two().openings()).isEqualTo(Map.of(WHAT.label(), words));
  }

  @Test
  void nothingIsOpenedWhereThereIsNothing() {
    Run<Integer> run =
        new TwoServers()
            .run(
                s -> {
                  s.arithmetic().openStream(0, i -> pieces.get(i).of(s), (i, words) -> {}, WHAT);
                  return 0;
                });
    assertThat(run.one().openings()).isEmpty();
    assertThat(run.onlineBytes()).isZero();
  }
}
