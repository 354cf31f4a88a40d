package io.sharelens.mpc.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxesTest {
  private static int at(int[] x, Shape s, int... index) {
    int flat = 0;
    for (int i = 0; i < index.length; i++) {
      flat = flat * s.dim(i) + index[i];
    }
    return x[flat];
  }

  private static int[] counting(Shape s) {
    int[] x = new int[s.size()];
    Arrays.setAll(x, i -> 1000 + i);
    return x;
  }

  @Test
  void takesStridesOnAnyAxisAndStaysInside() {
    Random r = new Random(1);
    for (int round = 0; round < 500; round++) {
      Shape in = Shape.of(1 + r.nextInt(4), 1 + r.nextInt(5), 1 + r.nextInt(6));
      int[] x = counting(in);
      int axis = r.nextInt(3);
      int start = r.nextInt(9) - 4;
      int step = 1 + r.nextInt(3);
      int count = r.nextInt(8);
      int[] z = Axes.take(x, in, axis, start, step, count);
      Shape out = Axes.taken(in, axis, count);
      assertThat(z).hasSize(out.size());
      for (int a = 0; a < out.dim(0); a++) {
        for (int b = 0; b < out.dim(1); b++) {
          for (int c = 0; c < out.dim(2); c++) {
            int[] index = {a, b, c};
            int wanted = start + index[axis] * step;
            index[axis] = Math.max(0, Math.min(in.dim(axis) - 1, wanted));
            assertThat(at(z, out, a, b, c)).isEqualTo(at(x, in, index));
          }
        }
      }
    }
  }

  @Test
  void joinsPartsAlongAnyAxis() {
    Shape one = Shape.of(2, 3, 2);
    for (int axis = 0; axis < 3; axis++) {
      Shape two = Axes.taken(one, axis, 5);
      Shape none = Axes.taken(one, axis, 0);
      List<Shape> shapes = List.of(one, none, two);
      int[] joined = Axes.join(List.of(counting(one), new int[0], counting(two)), shapes, axis);
      Shape all = Axes.joined(shapes, axis);
      assertThat(all.dim(axis)).isEqualTo(one.dim(axis) + 5);
      assertThat(Axes.take(joined, all, axis, 0, 1, one.dim(axis))).isEqualTo(counting(one));
      assertThat(Axes.take(joined, all, axis, one.dim(axis), 1, 5)).isEqualTo(counting(two));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Axes.joined(List.of(Shape.of(2, 3), Shape.of(3, 3)), 1))
        .isInstanceOf(LensException.class);
    assertThatThrownBy(() -> Axes.take(new int[0], Shape.of(0), 0, 0, 1, 2))
        .isInstanceOf(LensException.class);
    assertThatThrownBy(() -> Axes.take(new int[2], Shape.of(2), 0, 0, 0, 2))
        .isInstanceOf(LensException.class);
  }
}
