package io.sharelens.plugins.oblivioustopk;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parties see of one ranking, beside uniform shares: opened comparison bits batch by batch
 * (their number is all that a dealer sees), the positions that won, and the tags as they are
 * opened. It can also leave a safeguard out, to show that the tests would notice.
 */
final class View {
  /** A safeguard that is left out. */
  enum Flaw {
    NONE,
    NO_SHUFFLE,
    NO_SECOND_SHUFFLE,
    EQUAL_TAGS
  }

  private final List<boolean[]> batches = new ArrayList<>();
  private final Arithmetic real;
  private final Flaw flaw;
  private final int k;
  private int shuffles;
  private int[] tagOfCandidate = {};
  private int[] openedTags = {};
  private int[] winners = {};

  View(Arithmetic real, int k, Flaw flaw) {
    this.real = real;
    this.k = k;
    this.flaw = flaw;
  }

  /** Opened comparison bits, in order. */
  List<boolean[]> batches() {
    return batches;
  }

  /** Positions of the shuffled list that won. */
  int[] winners() {
    return winners;
  }

  /** At which place candidate 0 came among the opened tags; -1 if it did not. */
  int placeOfFirstCandidate() {
    for (int i = 0; i < openedTags.length; i++) {
      if (openedTags[i] == tagOfCandidate[0]) {
        return i;
      }
    }
    return -1;
  }

  Arithmetic arithmetic() {
    return (Arithmetic)
        Proxy.newProxyInstance(
            Arithmetic.class.getClassLoader(),
            new Class<?>[] {Arithmetic.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "constant" -> constant((Shape) args[0], (int[]) args[1]);
                  case "shuffle" -> shuffle(columns(args[0]));
                  case "gather" -> gather((SharedTensor) args[0], (int[]) args[1], (Shape) args[2]);
                  case "open" -> openedTags = real.open((SharedTensor) args[0], (Opening) args[1]);
                  case "openBits" -> openBits((SharedBits) args[0], (Opening) args[1]);
                  default -> {
                    try {
                      yield method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }
                });
  }

  private SharedTensor constant(Shape shape, int[] tags) {
    tagOfCandidate = flaw == Flaw.EQUAL_TAGS ? new int[tags.length] : tags;
    return real.constant(shape, tagOfCandidate);
  }

  private List<SharedTensor> shuffle(List<SharedTensor> columns) {
    shuffles++;
    boolean skip =
        flaw == Flaw.NO_SHUFFLE && shuffles == 1 || flaw == Flaw.NO_SECOND_SHUFFLE && shuffles == 2;
    return skip ? columns : real.shuffle(columns);
  }

  private SharedTensor gather(SharedTensor from, int[] index, Shape shape) {
    if (index.length == k) {
      winners = index; // the last gather of k elements
    }
    return real.gather(from, index, shape);
  }

  private long[] openBits(SharedBits bits, Opening what) {
    long[] opened = real.openBits(bits, what);
    boolean[] batch = new boolean[bits.size()];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = (opened[i >> 6] >>> i & 1) != 0;
    }
    batches.add(batch);
    return opened;
  }

  @SuppressWarnings("unchecked")
  private static List<SharedTensor> columns(Object argument) {
    return (List<SharedTensor>) argument;
  }
}
