package io.sharelens.testkit;

import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What every comparison protocol of three servers must hold, one method per claim; each throws
 * {@link AssertionError}. Runs are seeded, so that a failure can be repeated.
 */
public final class ReplicatedComparisonChecks {
  private final ReplicatedComparisonSubject subject;

  public ReplicatedComparisonChecks(ReplicatedComparisonSubject subject) {
    this.subject = subject;
  }

  /** Results on edges, ties and random values at {@code n} elements; nothing is opened. */
  public void correct(Operation operation, int n) {
    Random random = new Random(n);
    List<ComparisonInputs.Pair> inputs = new ArrayList<>();
    inputs.add(ComparisonInputs.edges(operation, n, random));
    if (n <= 1024) {
      inputs.add(ComparisonInputs.equal(n, 0, random));
      inputs.add(ComparisonInputs.equal(n, -1, random));
      inputs.add(ComparisonInputs.equal(n, 1, random));
    }
    for (ComparisonInputs.Pair in : inputs) {
      ThreeRun<Operation.Output> run = run(harness(n), operation, in);
      requireRight(operation, in, run);
      if (run.sides().stream().anyMatch(s -> !s.openings().isEmpty())) {
        throw new AssertionError(operation + " opened " + run.side(1).openings());
      }
      if (n == 0 && run.rounds() + run.onlineBytes() + run.offlineBytes() != 0) {
        throw new AssertionError(operation + " of nothing costs something");
      }
    }
  }

  /** Signs of values of few bits, ends of their range included. */
  public void correctWithFewBits(int bits) {
    int n = 200;
    Random random = new Random(bits);
    int low = -1 << bits - 1;
    int[] edges = {low, ~low, 0, -1, 1, low / 2};
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      a[i] = i < 3 * edges.length ? edges[i % edges.length] : random.nextInt() >> 32 - bits;
    }
    ThreeSecret secret = ThreeSecret.of(Secret.of(Shape.of(n), a, random), random);
    ThreeRun<SharedBits> run = harness(n).run(s -> subject.create(s).negative(secret.of(s), bits));
    int[] got =
        ThreeSecret.reconstructBits(run.sides().stream().map(ThreeRun.Side::result).toList());
    for (int i = 0; i < n; i++) {
      if (got[i] != (a[i] < 0 ? 1 : 0)) {
        throw new AssertionError("wrong sign of " + a[i] + " with " + bits + " bits");
      }
    }
  }

  /**
   * Metered rounds and bytes, online and offline, equal what the factory declares and what the test
   * pins, and no chain of messages is longer than the rounds that were counted.
   */
  public void costs(Operation operation) {
    Cost declared = operation.declared(subject.factory());
    ReplicatedComparisonSubject.Figures pinned = subject.figures(operation);
    if (declared.rounds() != pinned.rounds()
        || declared.onlineBits() != pinned.onlineBits()
        || declared.offlineBits() != pinned.offlineBits()) {
      throw new AssertionError(operation + " declares " + declared + ", pinned " + pinned);
    }
    int block = subject.block();
    for (int n : new int[] {64, 1024, block, block + 64}) {
      ThreeServers parties = n == 64 ? harness(n).recording() : harness(n);
      ThreeRun<Operation.Output> run =
          run(parties, operation, ComparisonInputs.equal(n, 5, new Random(n)));
      long blocks = subject.roundsForWholeTensors() ? 1 : (n + block - 1) / block;
      require(operation, n, "rounds", blocks * pinned.rounds(), run.rounds());
      require(operation, n, "online bytes", n * pinned.onlineBits() / 8, run.onlineBytes());
      require(operation, n, "offline rounds", blocks * pinned.offlineRounds(), run.offlineRounds());
      require(operation, n, "offline bytes", n * pinned.offlineBits() / 8, run.offlineBytes());
      long counted = run.rounds() + run.offlineRounds();
      if (run.longestChain() > counted) {
        throw new AssertionError(
            operation + ": a chain of " + run.longestChain() + " messages in " + counted);
      }
    }
  }

  /** Every message that a party receives, and both parts that it ends up with, are uniform. */
  public void uniform(Operation operation) {
    new ReplicatedUniformity(subject, operation).run();
  }

  private static void require(
      Operation operation, int n, String what, double pinned, long metered) {
    if (pinned != metered) {
      throw new AssertionError(
          operation + " of " + n + ": " + metered + " " + what + ", pinned are " + pinned);
    }
  }

  private void requireRight(
      Operation operation, ComparisonInputs.Pair in, ThreeRun<Operation.Output> run) {
    int[] got =
        Operation.Output.reconstruct(run.sides().stream().map(ThreeRun.Side::result).toList());
    if (got.length != in.left().length) {
      throw new AssertionError(operation + " gave " + got.length + " of " + in.left().length);
    }
    int error = subject.factory().traits().truncationError();
    for (int i = 0; i < got.length; i++) {
      int a = in.left()[i];
      int b = in.right()[i];
      if (!operation.right(a, b, got[i], error)) {
        throw new AssertionError(
            operation + " of " + a + " and " + b + " at " + i + " gave " + got[i]);
      }
    }
  }

  private static ThreeServers harness(long seed) {
    return new ThreeServers().random(RandomSource.seeded(seed));
  }

  private ThreeRun<Operation.Output> run(
      ThreeServers parties, Operation operation, ComparisonInputs.Pair in) {
    ThreeSecret a = ThreeSecret.of(in.a(), new Random(in.left().length));
    ThreeSecret b = ThreeSecret.of(in.b(), new Random(in.left().length + 1));
    return parties.run(
        server -> {
          ComparisonProtocol protocol = subject.create(server);
          return operation.run(protocol, a.of(server), b.of(server));
        });
  }
}
