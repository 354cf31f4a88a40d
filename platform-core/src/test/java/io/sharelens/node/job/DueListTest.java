package io.sharelens.node.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.PictureRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueListTest {
  @Test
  void newestAttemptThatBothHold() {
    List<AttemptRow> here = List.of(row("p", "old", 1), row("q", "only", 2), row("p", "new", 3));
    assertThat(DueList.of(here, new boolean[] {true, true, true}).due())
        .containsExactly(new PictureRef("q", "only"), new PictureRef("p", "new"));
    DueList half = DueList.of(here, new boolean[] {true, false, false});
    assertThat(half.due()).containsExactly(new PictureRef("p", "old"));
    assertThat(half.onlyHere()).isEqualTo(2);
  }

  private static AttemptRow row(String picture, String attempt, long sequence) {
    return new AttemptRow(
        new PictureRef(picture, attempt),
        "olga",
        AttemptState.STORED,
        null,
        "image/png",
        "model",
        "digest",
        sequence);
  }
}
