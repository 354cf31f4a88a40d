package io.sharelens.node.feature;

import io.sharelens.api.PartPlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.node.store.PartRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Reads this node's shares of picture tensors: 16-byte seeds expanded, or words as they lie. */
public final class TensorShares {
  /** PRG stream of tensors, fixed by the protocol of the clients. */
  public static final long STREAM = 1;

  private TensorShares() {}

  /**
   * The shares of a batch, picture after picture.
   *
   * @param input shape of one picture, [3, size, size]
   * @return n * 3 * size * size words
   */
  public static int[] batch(Store store, List<PictureRef> pictures, Shape input) {
    int each = input.size();
    int[] words = new int[Math.multiplyExact(pictures.size(), each)];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(read(store, pictures.get(i), each), 0, words, i * each, each);
    }
    return words;
  }

  /**
   * A share that came with a query: 16 bytes are a seed, anything else is the words themselves.
   *
   * @throws LensException USER {@code bad-query} if the length does not fit
   */
  public static int[] query(byte[] share, Shape input) {
    if (share.length != Seed.BYTES && share.length != 4L * input.size()) {
      throw LensException.user(
          "bad-query",
          "a query's share has 16 bytes (a seed) or "
              + 4L * input.size()
              + ", not "
              + share.length);
    }
    return expand(share, input.size());
  }

  /**
   * Checks, without reading it, that there is a whole tensor of the right size.
   *
   * @throws LensException USER {@code bad-tensor}
   */
  public static void check(Store store, PictureRef ref, Shape input) {
    part(store, ref, input.size());
  }

  private static int[] read(Store store, PictureRef ref, int elements) {
    PartRow part = part(store, ref, elements);
    return expand(store.shares().readPart(part.file(), part.bytes()), elements);
  }

  private static PartRow part(Store store, PictureRef ref, int elements) {
    PartRow part =
        store.pictures().parts(ref).stream()
            .filter(p -> p.name().equals(PartPlan.TENSOR))
            .findFirst()
            .orElseThrow(() -> missing(ref, "has no tensor"));
    if (part.elements() != elements || !part.complete()) {
      throw missing(
          ref, "has a tensor of " + part.elements() + " elements, the model takes " + elements);
    }
    return part;
  }

  private static int[] expand(byte[] share, int elements) {
    int[] words = new int[elements];
    if (share.length == Seed.BYTES) {
      new Prg(Seed.of(share), STREAM).ints(words);
    } else {
      ByteBuffer.wrap(share).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    }
    return words;
  }

  private static LensException missing(PictureRef ref, String why) {
    return LensException.user(
        "bad-tensor", "picture " + ref.picture() + " (" + ref.attempt() + ") " + why);
  }
}
