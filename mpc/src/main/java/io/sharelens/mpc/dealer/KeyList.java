package io.sharelens.mpc.dealer;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;

/**
 * Keys of rows in a request, in the shortest of three forms: all of them; runs of consecutive keys
 * (a whole store is one or a few); a bitmap over the span (a scattered half of a store takes two
 * bits a key). The last two keep ascending keys only.
 */
final class KeyList {
  /** Rows that a request may name: more than any store of one node holds. */
  static final int LIMIT = 1 << 22;

  private static final int PLAIN = 0;
  private static final int RUNS = 1;
  private static final int BITS = 2;

  private KeyList() {}

  /** The parameters of a request: {@code head}, then the keys. */
  static long[] params(long head, long[] keys) {
    int runs = runs(keys);
    // Keys that go down, or up by more than an int, have no bitmap.
    long span = runs == 0 || runs > LIMIT ? Long.MAX_VALUE : keys[keys.length - 1] - keys[0] + 1;
    long words = span <= 0 || span == Long.MAX_VALUE ? Long.MAX_VALUE : (span + 63) / 64;
    if (keys.length > 0 && words < Math.min(2L * runs, keys.length)) {
      return bits(head, keys, (int) words);
    }
    return runs <= LIMIT && 2L * runs < keys.length ? runs(head, keys, runs) : plain(head, keys);
  }

  private static long[] plain(long head, long[] keys) {
    long[] p = new long[keys.length + 2];
    p[0] = head;
    p[1] = PLAIN;
    System.arraycopy(keys, 0, p, 2, keys.length);
    return p;
  }

  private static long[] runs(long head, long[] keys, int runs) {
    long[] p = new long[2 + 2 * runs];
    p[0] = head;
    p[1] = RUNS;
    int at = 0;
    for (int i = 0; i < keys.length; i++) {
      if (i == 0 || keys[i] != keys[i - 1] + 1) {
        at += 2;
        p[at] = keys[i];
      }
      p[at + 1]++;
    }
    return p;
  }

  private static long[] bits(long head, long[] keys, int words) {
    long[] p = new long[3 + words];
    p[0] = head;
    p[1] = BITS;
    p[2] = keys[0];
    for (long k : keys) {
      long bit = k - keys[0];
      p[3 + (int) (bit >> 6)] |= 1L << bit;
    }
    return p;
  }

  /** Number of runs of consecutive keys; more than {@link #LIMIT} if keys do not ascend. */
  private static int runs(long[] keys) {
    int runs = keys.length == 0 ? 0 : 1;
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] <= keys[i - 1]) {
        return Integer.MAX_VALUE;
      }
      runs += keys[i] == keys[i - 1] + 1 ? 0 : 1;
    }
    return runs;
  }

  /** The keys that {@link #params} put behind its head. */
  static long[] keys(DealerRequest request) {
    long[] p = request.params();
    if (p.length < 2) {
      throw bad(request);
    }
    return switch ((int) Math.clamp(p[1], -1, 3)) {
      case PLAIN -> Arrays.copyOfRange(p, 2, p.length);
      case RUNS -> fromRuns(request, p);
      case BITS -> fromBits(request, p);
      default -> throw bad(request);
    };
  }

  private static long[] fromRuns(DealerRequest request, long[] p) {
    if (p.length % 2 != 0) {
      throw bad(request);
    }
    long count = 0;
    for (int i = 2; i < p.length; i += 2) {
      if (p[i + 1] < 1 || p[i + 1] > LIMIT - count) {
        throw bad(request);
      }
      count += p[i + 1];
    }
    long[] keys = new long[(int) count];
    int at = 0;
    for (int i = 2; i < p.length; i += 2) {
      for (long k = 0; k < p[i + 1]; k++) {
        keys[at++] = p[i] + k;
      }
    }
    return keys;
  }

  private static long[] fromBits(DealerRequest request, long[] p) {
    int count = 0;
    for (int i = 3; i < p.length; i++) {
      count += Long.bitCount(p[i]);
    }
    if (p.length < 3 || count > LIMIT) {
      throw bad(request);
    }
    long[] keys = new long[count];
    int at = 0;
    for (int i = 3; i < p.length; i++) {
      for (long w = p[i]; w != 0; w &= w - 1) {
        keys[at++] = p[2] + 64L * (i - 3) + Long.numberOfTrailingZeros(w);
      }
    }
    return keys;
  }

  private static LensException bad(DealerRequest request) {
    return LensException.protocol("bad-dealer-request", "bad parameters of " + request);
  }
}
