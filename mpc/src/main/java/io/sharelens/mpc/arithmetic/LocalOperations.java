package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Axes;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import java.util.List;

/**
 * Linear operations on additive parts of a secret: no message. Public values are added to one part,
 * the first.
 */
public final class LocalOperations {
  private static final int[] NONE = {};

  private final boolean first;
  private final Kernels kernels;

  /**
   * @param first whether public values are added to this part
   */
  public LocalOperations(boolean first, Kernels kernels) {
    this.first = first;
    this.kernels = kernels;
  }

  public SharedTensor constant(Shape shape, int[] values) {
    return new AdditiveTensor(shape, first ? values.clone() : new int[values.length]);
  }

  public SharedTensor add(SharedTensor a, SharedTensor b) {
    sameShape(a, b);
    int[] x = AdditiveTensor.shareOf(a);
    int[] y = AdditiveTensor.shareOf(b);
    int[] z = new int[x.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] + y[i];
    }
    return new AdditiveTensor(a.shape(), z);
  }

  public SharedTensor subtract(SharedTensor a, SharedTensor b) {
    sameShape(a, b);
    int[] x = AdditiveTensor.shareOf(a);
    int[] y = AdditiveTensor.shareOf(b);
    int[] z = new int[x.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] - y[i];
    }
    return new AdditiveTensor(a.shape(), z);
  }

  public SharedTensor addPublic(SharedTensor a, int[] values) {
    checkPublic(a, values);
    if (!first) {
      return a;
    }
    int[] z = AdditiveTensor.shareOf(a).clone();
    for (int i = 0; i < z.length; i++) {
      z[i] += values.length == 1 ? values[0] : values[i];
    }
    return new AdditiveTensor(a.shape(), z);
  }

  public SharedTensor multiplyPublic(SharedTensor a, int[] values) {
    checkPublic(a, values);
    int[] z = AdditiveTensor.shareOf(a).clone();
    for (int i = 0; i < z.length; i++) {
      z[i] *= values.length == 1 ? values[0] : values[i];
    }
    return new AdditiveTensor(a.shape(), z);
  }

  public SharedTensor conv2d(SharedTensor input, int[] weights, int[] bias, ConvShape s) {
    if (!input.shape().equals(s.input())) {
      throw LensException.internal("bad-shape", "convolution of " + input.shape() + " as " + s);
    }
    int[] own = first ? bias : NONE;
    return new AdditiveTensor(
        s.output(), kernels.conv2d(s, AdditiveTensor.shareOf(input), weights, own));
  }

  public SharedTensor matmulPublic(SharedTensor a, int[] weights, int n) {
    int m = a.shape().dim(0);
    int k = a.shape().dim(1);
    return new AdditiveTensor(
        Shape.of(m, n), kernels.matmulTransposed(AdditiveTensor.shareOf(a), weights, m, k, n));
  }

  public SharedTensor gather(SharedTensor a, int[] index, Shape result) {
    int[] x = AdditiveTensor.shareOf(a);
    int[] z = new int[index.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = index[i] < 0 ? 0 : x[index[i]];
    }
    return new AdditiveTensor(result, z);
  }

  public SharedTensor take(SharedTensor a, int axis, int start, int step, int count) {
    return new AdditiveTensor(
        Axes.taken(a.shape(), axis, count),
        Axes.take(AdditiveTensor.shareOf(a), a.shape(), axis, start, step, count));
  }

  public SharedTensor join(List<SharedTensor> parts, int axis) {
    List<Shape> shapes = parts.stream().map(SharedTensor::shape).toList();
    List<int[]> words = parts.stream().map(AdditiveTensor::shareOf).toList();
    return new AdditiveTensor(Axes.joined(shapes, axis), Axes.join(words, shapes, axis));
  }

  public SharedTensor concat(List<SharedTensor> parts, Shape shape) {
    int[] z = new int[shape.size()];
    int at = 0;
    for (SharedTensor p : parts) {
      int[] x = AdditiveTensor.shareOf(p);
      System.arraycopy(x, 0, z, at, x.length);
      at += x.length;
    }
    if (at != z.length) {
      throw LensException.internal("bad-shape", "parts do not fill " + shape);
    }
    return new AdditiveTensor(shape, z);
  }

  public SharedTensor sumLast(SharedTensor a) {
    int[] x = AdditiveTensor.shareOf(a);
    int[] dims = a.shape().dims();
    int last = dims[dims.length - 1];
    Shape shape = Shape.of(java.util.Arrays.copyOf(dims, dims.length - 1));
    int[] z = new int[shape.size()];
    for (int i = 0; i < z.length; i++) {
      int s = 0;
      for (int j = i * last; j < (i + 1) * last; j++) {
        s += x[j];
      }
      z[i] = s;
    }
    return new AdditiveTensor(shape, z);
  }

  public SharedBits xor(SharedBits a, SharedBits b) {
    if (a.size() != b.size()) {
      throw LensException.internal("bad-shape", a.size() + " bits XOR " + b.size());
    }
    long[] x = XorBits.shareOf(a);
    long[] y = XorBits.shareOf(b);
    long[] z = new long[x.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] ^ y[i];
    }
    return new XorBits(a.size(), z);
  }

  public SharedBits not(SharedBits a) {
    if (!first) {
      return a;
    }
    long[] z = XorBits.shareOf(a).clone();
    for (int i = 0; i < z.length; i++) {
      z[i] = ~z[i];
    }
    return new XorBits(a.size(), z);
  }

  /** The bits {@code times} over, one after the other. */
  public SharedBits repeat(SharedBits a, int times) {
    int n = a.size();
    long[] x = XorBits.shareOf(a);
    long[] z = new long[XorBits.words(n * times)];
    for (int i = 0; i < n * times; i++) {
      int from = i % n;
      z[i >> 6] |= (x[from >> 6] >>> from & 1) << i;
    }
    return new XorBits(n * times, z);
  }

  /** Fails unless both have the same shape. */
  public static void sameShape(SharedTensor a, SharedTensor b) {
    if (!a.shape().equals(b.shape())) {
      throw LensException.internal("bad-shape", a.shape() + " does not go with " + b.shape());
    }
  }

  private static void checkPublic(SharedTensor a, int[] values) {
    if (values.length != 1 && values.length != a.size()) {
      throw LensException.internal(
          "bad-shape", values.length + " public words for a tensor of " + a.shape());
    }
  }
}
