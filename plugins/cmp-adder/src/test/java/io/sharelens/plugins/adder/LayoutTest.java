package io.sharelens.plugins.adder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.plugins.adder.Form.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void chunksMakeUpAllBits() {
    for (int bits = 1; bits <= 31; bits++) {
      Layout layout = Layout.of(bits);
      int sum = 0;
      for (int j = 0; j < layout.chunks(); j++) {
        sum += layout.width(j);
      }
      assertThat(sum).isEqualTo(bits);
      assertThat(layout.stages()).hasSizeLessThanOrEqualTo(2);
    }
  }

  /** 19 bits: five chunks of 3 and two of 2, in groups of 3, 2 and 2, then one of 3. */
  @Test
  void nineteenBitsTakeSevenChunksInTwoStages() {
    Layout layout = Layout.of(19);

    assertThat(layout.chunks()).isEqualTo(7);
    assertThat(layout.tablePlanes()).isEqualTo(41);
    assertThat(groups(layout)).containsExactly(List.of(3, 2, 2), List.of(3));
    // Opened: 2 g and 2 p of the lowest group, g and 2 p of the others; then 2 g and 2 p.
    assertThat(layout.stages().get(0).opened()).isEqualTo(4 + 3 + 3);
    assertThat(layout.stages().get(1).opened()).isEqualTo(4);
    // p2 p1, g1 p2, g0 p1, g0 p2, g0 p1 p2; g0 p1 and p0 p1 of the others.
    assertThat(layout.stages().get(0).products()).hasSize(5 + 2 + 2);
    assertThat(layout.stages().get(1).products()).hasSize(5);
  }

  @Test
  void costsOfAnElement() {
    // 41 + 1 + 9 + 5 bits and 3 words and 2 times 12 from party 3; 10 + 4 + 1 + 32 opened.
    assertThat(Form.relu(12).correctionBits()).isEqualTo(56 + 96 + 24);
    assertThat(Form.relu(12).openedBits()).isEqualTo(47);
    assertThat(Form.relu(12).wireBits()).isEqualTo(270);
    assertThat(new Form(2, Output.SIGN).wireBits()).isEqualTo(4);
  }

  private static List<List<Integer>> groups(Layout layout) {
    List<List<Integer>> all = new ArrayList<>();
    for (Stage stage : layout.stages()) {
      List<Integer> sizes = new ArrayList<>();
      for (int k = 0; k < stage.groups(); k++) {
        sizes.add(stage.size(k));
      }
      all.add(sizes);
    }
    return all;
  }
}
