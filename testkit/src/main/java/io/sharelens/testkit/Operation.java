package io.sharelens.testkit;

import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.Cost;
import io.sharelens.spi.Pooling;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of a comparison protocol.
 *
 * @param kind which method
 * @param bits truncated bits of a ReLU or of a pooling, else 0
 */
public record Operation(Kind kind, int bits) {
  /** Methods of {@link ComparisonProtocol}. */
  public enum Kind {
    NEGATIVE,
    RELU,
    MAX,
    /** A maximum that ends in a truncated ReLU, by {@link ComparisonProtocol#pooling}. */
    POOL
  }

  /** Each method, ReLU without truncation and with few and more bits. */
  public static List<Operation> all() {
    return List.of(negative(), relu(0), relu(12), relu(3), max(), pool(12));
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

  public static Operation pool(int bits) {
    return new Operation(Kind.POOL, bits);
  }

  /** What the factory says that this costs. */
  public Cost declared(ComparisonFactory factory) {
    return switch (kind) {
      case NEGATIVE -> factory.negativeCost();
      case RELU -> factory.reluCost(bits);
      case MAX -> factory.maxCost();
      case POOL -> {
        Cost enter = factory.poolingEnterCost(bits);
        Cost max = factory.poolingMaxCost(bits);
        Cost relu = factory.poolingReluCost(bits);
        yield new Cost(
            2 * enter.rounds() + max.rounds() + relu.rounds(),
            2 * enter.onlineBits() + max.onlineBits() + relu.onlineBits(),
            2 * enter.offlineBits() + max.offlineBits() + relu.offlineBits());
      }
    };
  }

  /** Largest |a| (|a - b| for a maximum, both for a pooling) that the operation must take. */
  long range() {
    return kind == Kind.RELU || kind == Kind.POOL
        ? (1L << 30) - 1
        : kind == Kind.MAX ? (1L << 31) - 1 : 1L << 31;
  }

  /** One party's call. Bits come back as {@link Output#bits}, numbers as {@link Output#words}. */
  Output run(ComparisonProtocol protocol, SharedTensor a, SharedTensor b) {
    return switch (kind) {
      case NEGATIVE -> new Output(protocol.negative(a), null);
      case RELU -> new Output(null, protocol.relu(a, bits));
      case MAX -> new Output(null, protocol.max(a, b));
      case POOL -> {
        Pooling pooling = protocol.pooling(bits);
        SharedTensor winners = pooling.max(pooling.enter(a), pooling.enter(b));
        yield new Output(null, pooling.relu(winners));
      }
    };
  }

  /** Whether {@code got} is right for {@code a} and {@code b}. */
  boolean right(int a, int b, int got, int truncationError) {
    return switch (kind) {
      case NEGATIVE -> got == (a < 0 ? 1 : 0);
      case RELU -> truncated(a, got, truncationError);
      case POOL -> truncated(Math.max(a, b), got, truncationError);
      case MAX -> got == Math.max(a, b);
    };
  }

  private boolean truncated(int a, int got, int truncationError) {
    int excess = got - (Math.max(a, 0) >> bits);
    return excess >= 0 && excess <= (bits == 0 ? 0 : truncationError);
  }

  @Override
  public String toString() {
    return bits > 0 || kind == Kind.RELU
        ? kind.name().toLowerCase(Locale.ROOT) + "(" + bits + ")"
        : kind.name().toLowerCase(Locale.ROOT);
  }

  /** One party's result: exactly one of the two. */
  public record Output(@Nullable SharedBits bits, @Nullable SharedTensor words) {
    static int[] reconstruct(Output one, Output two) {
      if (one.bits != null && two.bits != null) {
        return Secret.reconstruct(one.bits, two.bits);
      }
      if (one.words != null && two.words != null) {
        return Secret.reconstruct(one.words, two.words);
      }
      throw new AssertionError("the servers' results are of different kinds");
    }

    /** The results of three servers with replicated shares, put together. */
    static int[] reconstruct(List<Output> all) {
      List<SharedBits> bits = all.stream().map(Output::bits).filter(Objects::nonNull).toList();
      return bits.isEmpty()
          ? ThreeSecret.reconstruct(all.stream().map(o -> Objects.requireNonNull(o.words)).toList())
          : ThreeSecret.reconstructBits(bits);
    }
  }
}
