package io.sharelens.testkit;

import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.Cost;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call of a comparison protocol.
 *
 * @param kind which method
 * @param bits truncated bits of a ReLU, else 0
 */
public record Operation(Kind kind, int bits) {
  /** Methods of {@link ComparisonProtocol}. */
  public enum Kind {
    NEGATIVE,
    RELU,
    MAX
  }

  /** Each method, ReLU with and without truncation. */
  public static List<Operation> all() {
    return List.of(negative(), relu(0), relu(12), max());
  }

  public static Operation negative() {
    return new Operation(Kind.NEGATIVE, 0);
  }

  public static Operation relu(int bits) {
    return new Operation(Kind.RELU, bits);
  }

  public static Operation max() {
    return new Operation(Kind.MAX, 0);
  }

  /** What the factory says that this costs. */
  public Cost declared(ComparisonFactory factory) {
    return switch (kind) {
      case NEGATIVE -> factory.negativeCost();
      case RELU -> factory.reluCost(bits);
      case MAX -> factory.maxCost();
    };
  }

  /** Largest |a| (|a - b| for a maximum) that the operation must take. */
  long range() {
    return kind == Kind.RELU ? (1L << 30) - 1 : kind == Kind.MAX ? (1L << 31) - 1 : 1L << 31;
  }

  /** One party's call. Bits come back as {@link Output#bits}, numbers as {@link Output#words}. */
  Output run(ComparisonProtocol protocol, SharedTensor a, SharedTensor b) {
    return switch (kind) {
      case NEGATIVE -> new Output(protocol.negative(a), null);
      case RELU -> new Output(null, protocol.relu(a, bits));
      case MAX -> new Output(null, protocol.max(a, b));
    };
  }

  /** Whether {@code got} is right for {@code a} and {@code b}. */
  boolean right(int a, int b, int got, int truncationError) {
    return switch (kind) {
      case NEGATIVE -> got == (a < 0 ? 1 : 0);
      case RELU -> {
        int excess = got - (Math.max(a, 0) >> bits);
        yield excess >= 0 && excess <= (bits == 0 ? 0 : truncationError);
      }
      case MAX -> got == Math.max(a, b);
    };
  }

  @Override
  public String toString() {
    return kind == Kind.RELU ? "relu(" + bits + ")" : kind.name().toLowerCase(Locale.ROOT);
  }

  /** One party's result: exactly one of the two. */
  record Output(@Nullable SharedBits bits, @Nullable SharedTensor words) {
    static int[] reconstruct(Output one, Output two) {
      if (one.bits != null && two.bits != null) {
        return Secret.reconstruct(one.bits, two.bits);
      }
      if (one.words != null && two.words != null) {
        return Secret.reconstruct(one.words, two.words);
      }
      throw new AssertionError("the servers' results are of different kinds");
    }
  }
}
