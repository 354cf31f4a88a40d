package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;
import java.util.List;

/**
 * Copies along one axis of row-major words: strided views and joins, in direct loops. No table of
 * indices is made, whatever the size.
 */
public final class Axes {
  private Axes() {}

  /** Shape of {@link #take}: {@code in} with {@code count} elements on the axis. */
  public static Shape taken(Shape in, int axis, int count) {
    int[] dims = in.dims();
    dims[axis] = count;
    return Shape.of(dims);
  }

  /**
   * Elements {@code start, start + step, ...} of an axis; an index outside the axis is replaced by
   * the nearest one inside.
   *
   * @param x words of {@code in}
   * @param start first index, negative for one outside
   * @param step distance of indices, at least 1
   * @param count number of indices
   * @return fresh words of shape {@link #taken}
   */
  public static int[] take(int[] x, Shape in, int axis, int start, int step, int count) {
    int[] z = new int[taken(in, axis, count).size()];
    int length = in.dim(axis);
    int inner = blockAfter(in, axis);
    if (z.length == 0) {
      return z;
    }
    if (length == 0 || step < 1) {
      throw LensException.internal("bad-shape", "step " + step + " along axis of " + in);
    }
    int outer = x.length / length / inner;
    for (int o = 0; o < outer; o++) {
      int from = o * length * inner;
      int to = o * count * inner;
      if (inner == 1) {
        takeWords(x, from, length, start, step, z, to, count);
      } else {
        for (int i = 0; i < count; i++) {
          int index = clamp(start + i * step, length);
          System.arraycopy(x, from + index * inner, z, to + i * inner, inner);
        }
      }
    }
    return z;
  }

  private static void takeWords(
      int[] x, int from, int length, int start, int step, int[] z, int to, int count) {
    // Indices low .. high-1 need no clamping.
    int low = start >= 0 ? 0 : Math.min(count, (-start + step - 1) / step);
    int high = Math.max(low, Math.min(count, Math.floorDiv(length - 1 - start, step) + 1));
    for (int i = 0; i < low; i++) {
      z[to + i] = x[from];
    }
    int first = from + start;
    for (int i = low; i < high; i++) {
      z[to + i] = x[first + i * step];
    }
    for (int i = high; i < count; i++) {
      z[to + i] = x[from + length - 1];
    }
  }

  private static int clamp(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /** Shape of {@link #join}; the parts differ on the axis alone. */
  public static Shape joined(List<Shape> parts, int axis) {
    Shape first = parts.getFirst();
    int sum = 0;
    for (Shape p : parts) {
      if (!taken(p, axis, first.dim(axis)).equals(first)) {
        throw LensException.internal("bad-shape", "parts that do not join: " + parts);
      }
      sum = Math.addExact(sum, p.dim(axis));
    }
    return taken(first, axis, sum);
  }

  /**
   * The parts one after the other along an axis.
   *
   * @param parts words of {@code shapes}, in the same order
   * @return fresh words of shape {@link #joined}
   */
  public static int[] join(List<int[]> parts, List<Shape> shapes, int axis) {
    Shape result = joined(shapes, axis);
    int[] z = new int[result.size()];
    int whole = result.dim(axis) * blockAfter(result, axis);
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      int block = shapes.get(i).dim(axis) * blockAfter(result, axis);
      for (int from = 0, to = at; block > 0 && from < parts.get(i).length; from += block) {
        System.arraycopy(parts.get(i), from, z, to, block);
        to += whole;
      }
      at += block;
    }
    return z;
  }

  private static int blockAfter(Shape shape, int axis) {
    int n = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      n *= shape.dim(i);
    }
    return n;
  }
}
