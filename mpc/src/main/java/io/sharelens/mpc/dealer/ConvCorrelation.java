package io.sharelens.mpc.dealer;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.ring.Shape;
import java.util.Arrays;

/**
 * Masks for fresh inputs of a convolution whose weights were masked once: a, shaped as the input,
 * random, and the convolution of a with the rows of B that mask the weights. Costs the second
 * server one word for each word of the output, nothing for input and weights. The dealer goes
 * through some pictures at a time, so that it never holds a batch; every picture has masks of its
 * own.
 *
 * <p>Count: pictures. Parameters: the geometry but for the batch, then words of a row and the keys
 * as {@link KeyList} writes them, one key for each output channel.
 */
public final class ConvCorrelation implements Correlation {
  public static final String KIND = "conv";

  /** Words of the larger of input and output that the dealer works on at a time. */
  private static final int WORDS = 1 << 20;

  private static final int GEOMETRY = 7;

  /** More than any layer needs; keeps products of two in an int's range. */
  private static final long LARGEST = 1 << 15;

  @Override
  public String kind() {
    return KIND;
  }

  /** Parameters of a request for {@code s} with weights masked by the rows of these keys. */
  public static long[] params(ConvShape s, long[] keys) {
    long[] rows = KeyList.params(columns(s), keys);
    long[] p = new long[GEOMETRY + rows.length];
    p[0] = s.inChannels();
    p[1] = s.height();
    p[2] = s.width();
    p[3] = s.outChannels();
    p[4] = s.kernel();
    p[5] = s.stride();
    p[6] = s.padding();
    System.arraycopy(rows, 0, p, GEOMETRY, rows.length);
    return p;
  }

  /** Words of a row: what one output channel has of weights. */
  public static int columns(ConvShape s) {
    return Math.multiplyExact(s.inChannels(), s.kernel() * s.kernel());
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    ConvShape one = geometry(request, 1);
    long[] keys = keys(request, one);
    int[] b = rows.rows(keys, columns(one));
    Track first = out.track(1, 0);
    Track second = out.track(2, 0);
    int input = one.input().size();
    int some = Math.max(1, WORDS / Math.max(1, Math.max(input, one.output().size())));
    for (int done = 0; done < request.count(); done += some) {
      ConvShape s = geometry(request, Math.min(some, request.count() - done));
      int[] a = new int[s.input().size()];
      int[] other = new int[a.length];
      first.ints(a);
      second.ints(other);
      for (int i = 0; i < a.length; i++) {
        a[i] += other[i];
      }
      out.derived(KernelProvider.get().conv2d(s, a, b));
    }
  }

  private static ConvShape geometry(DealerRequest r, int batch) {
    int[] p = new int[GEOMETRY];
    for (int i = 0; i < GEOMETRY; i++) {
      long v = BaseCorrelations.param(r, i, i == GEOMETRY - 1 ? 0 : 1);
      if (v > LARGEST) {
        throw bad(r);
      }
      p[i] = (int) v;
    }
    ConvShape s = new ConvShape(batch, p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
    if (p[1] + 2L * p[6] < p[4] || p[2] + 2L * p[6] < p[4]) {
      throw bad(r);
    }
    Shape needed = s.input();
    if (needed.size() < 1 || s.output().size() < 1) {
      throw bad(r);
    }
    return s;
  }

  private static long[] keys(DealerRequest r, ConvShape s) {
    long[] rest = Arrays.copyOfRange(r.params(), GEOMETRY, r.params().length);
    long[] keys = KeyList.keys(new DealerRequest(r.number(), r.kind(), r.count(), rest));
    if (rest[0] != columns(s) || keys.length != s.outChannels()) {
      throw bad(r);
    }
    return keys;
  }

  private static LensException bad(DealerRequest r) {
    return LensException.protocol("bad-dealer-request", "bad parameters of " + r);
  }

  /** A server's share of the masks, shaped as the input: needs no word of the dealer. */
  public static void readMasks(MaterialReader in, int[] a) {
    in.track(0).ints(a);
  }

  /** Adds a server's share of the masks' convolution; the dealer may be at work meanwhile. */
  public static void addOutputs(MaterialReader in, int[] outputs) {
    int[] part = new int[Math.min(WORDS, outputs.length)];
    for (int from = 0; from < outputs.length; from += part.length) {
      if (outputs.length - from < part.length) {
        part = new int[outputs.length - from];
      }
      in.derived(part);
      for (int i = 0; i < part.length; i++) {
        outputs[from + i] += part[i];
      }
    }
  }
}
