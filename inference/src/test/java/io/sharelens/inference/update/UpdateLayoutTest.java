package io.sharelens.inference.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.update.UpdateLayout.Run;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateLayoutTest {
  private final UpdateLayout layout =
      UpdateLayout.of(
          Map.of(
              "b.weight", FloatTensor.of(3, 4, 5),
              "a.weight", FloatTensor.of(1, 2),
              "empty", FloatTensor.of(),
              "z.bias", FloatTensor.of(6)));

  @Test
  void weightsStandInTheOrderOfTheirNamesAndTheLossLast() {
    assertThat(layout.names()).containsExactly("a.weight", "b.weight", "empty", "z.bias");
    assertThat(layout.parameters()).isEqualTo(6);
    assertThat(layout.words()).isEqualTo(7);
    assertThat(layout.bytes()).isEqualTo(28);
  }

  @Test
  void everyRangeIsCoveredOnceByRunsWithinTensors() {
    assertThat(runs(0, 6))
        .containsExactly(
            new Run("a.weight", 0, 0, 2), new Run("b.weight", 0, 2, 3), new Run("z.bias", 0, 5, 1));
    assertThat(runs(1, 4))
        .containsExactly(new Run("a.weight", 1, 1, 1), new Run("b.weight", 0, 2, 2));
    assertThat(runs(5, 6)).containsExactly(new Run("z.bias", 0, 5, 1));
    assertThat(runs(3, 3)).isEmpty();
    for (int from = 0; from <= 6; from++) {
      for (int to = from; to <= 6; to++) {
        long at = from;
        for (Run run : runs(from, to)) {
          assertThat(run.position()).isEqualTo(at);
          at += run.length();
        }
        assertThat(at).isEqualTo(to);
      }
    }
  }

  @Test
  void theLossIsNoWeight() {
    assertThatThrownBy(() -> runs(0, 7)).isInstanceOf(LensException.class);
    assertThatThrownBy(() -> runs(-1, 2)).isInstanceOf(LensException.class);
  }

  private List<Run> runs(long from, long to) {
    List<Run> runs = new ArrayList<>();
    layout.runs(from, to, runs::add);
    return runs;
  }
}
