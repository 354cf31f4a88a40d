package io.sharelens.cli.evaluate.federated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.pictures.LabelledPictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeldOutTest {
  /** 20 pictures of the first class, 11 of the second. */
  private static LabelledPictures pictures() {
    List<Path> files = IntStream.range(0, 31).mapToObj(i -> Path.of("p" + i)).toList();
    int[] labels = IntStream.range(0, 31).map(i -> i < 20 ? 0 : 1).toArray();
    return new LabelledPictures(List.of("a", "b"), files, labels);
  }

  @Test
  void halvesEveryClassAndUsesEveryPictureOnce() {
    HeldOut halves = HeldOut.of(pictures(), 1000, 5);

    assertThat(halves.measured().labels()).hasSize(15).startsWith(0).endsWith(1);
    assertThat(IntStream.of(halves.measured().labels()).filter(l -> l == 0).count()).isEqualTo(10);
    assertThat(IntStream.of(halves.training().labels()).filter(l -> l == 1).count()).isEqualTo(6);
    List<Path> all = new ArrayList<>(halves.training().files());
    all.addAll(halves.measured().files());
    assertThat(all).containsExactlyInAnyOrderElementsOf(pictures().files());
  }

  @Test
  void labelsStayWithTheirPictures() {
    HeldOut halves = HeldOut.of(pictures(), 1000, 5);
    for (LabelledPictures half : List.of(halves.training(), halves.measured())) {
      for (int i = 0; i < half.size(); i++) {
        int number = Integer.parseInt(half.files().get(i).toString().substring(1));
        assertThat(half.labels()[i]).isEqualTo(number < 20 ? 0 : 1);
      }
    }
  }

  @Test
  void equalSeedsHoldTheSameBack() {
    assertThat(HeldOut.of(pictures(), 1000, 5).measured().files())
        .isEqualTo(HeldOut.of(pictures(), 1000, 5).measured().files())
        .isNotEqualTo(HeldOut.of(pictures(), 1000, 6).measured().files());
  }

  @Test
  void aLimitTakesFewerOfEveryClass() {
    HeldOut halves = HeldOut.of(pictures(), 16, 5);
    assertThat(halves.training().size() + halves.measured().size()).isEqualTo(16);
    assertThat(halves.measured().labels()).contains(0, 1);
  }
}
