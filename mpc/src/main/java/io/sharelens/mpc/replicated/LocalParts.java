package io.sharelens.mpc.replicated;

import io.sharelens.mpc.arithmetic.LocalOperations;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Linear operations: the same on both parts that a party holds, with no message. Public values are
 * in part 1, which parties 1 and 3 hold.
 */
final class LocalParts {
  private final LocalOperations own;
  private final LocalOperations next;

  LocalParts(int self, Kernels kernels) {
    this.own = new LocalOperations(self == 1, kernels);
    this.next = new LocalOperations(self == ReplicatedParty.PARTIES, kernels);
  }

  /** An operation on nothing but public values. */
  ReplicatedTensor make(Function<LocalOperations, SharedTensor> operation) {
    return both(operation.apply(own), operation.apply(next));
  }

  ReplicatedTensor map(
      SharedTensor a, BiFunction<LocalOperations, SharedTensor, SharedTensor> operation) {
    return both(operation.apply(own, ownOf(a)), operation.apply(next, nextOf(a)));
  }

  /** An operation on two operands. */
  @FunctionalInterface
  interface Two<T> {
    T apply(LocalOperations local, T a, T b);
  }

  ReplicatedTensor map(SharedTensor a, SharedTensor b, Two<SharedTensor> operation) {
    return both(
        operation.apply(own, ownOf(a), ownOf(b)), operation.apply(next, nextOf(a), nextOf(b)));
  }

  ReplicatedTensor map(
      List<SharedTensor> parts,
      BiFunction<LocalOperations, List<SharedTensor>, SharedTensor> operation) {
    return both(
        operation.apply(own, parts.stream().map(LocalParts::ownOf).toList()),
        operation.apply(next, parts.stream().map(LocalParts::nextOf).toList()));
  }

  ReplicatedBits bits(SharedBits a, SharedBits b, Two<SharedBits> operation) {
    return bothBits(
        operation.apply(own, ownOf(a), ownOf(b)), operation.apply(next, nextOf(a), nextOf(b)));
  }

  ReplicatedBits bits(SharedBits a, BiFunction<LocalOperations, SharedBits, SharedBits> operation) {
    return bothBits(operation.apply(own, ownOf(a)), operation.apply(next, nextOf(a)));
  }

  private static ReplicatedTensor both(SharedTensor own, SharedTensor next) {
    return new ReplicatedTensor(
        own.shape(), AdditiveTensor.shareOf(own), AdditiveTensor.shareOf(next));
  }

  private static ReplicatedBits bothBits(SharedBits own, SharedBits next) {
    return new ReplicatedBits(own.size(), XorBits.shareOf(own), XorBits.shareOf(next));
  }

  private static SharedTensor ownOf(SharedTensor a) {
    return new AdditiveTensor(a.shape(), ReplicatedTensor.of(a).own());
  }

  private static SharedTensor nextOf(SharedTensor a) {
    return new AdditiveTensor(a.shape(), ReplicatedTensor.of(a).next());
  }

  private static SharedBits ownOf(SharedBits a) {
    return new XorBits(a.size(), ReplicatedBits.of(a).own());
  }

  private static SharedBits nextOf(SharedBits a) {
    return new XorBits(a.size(), ReplicatedBits.of(a).next());
  }
}
