package io.sharelens.testkit;

import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.Cost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What every comparison protocol must hold, one method per claim; each throws {@link
 * AssertionError}. {@link ComparisonConformance} runs them all. Runs are seeded, so that a failure
 * can be repeated.
 */
public final class ComparisonChecks {
  private final ComparisonSubject subject;

  public ComparisonChecks(ComparisonSubject subject) {
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
      Run<Operation.Output> run = run(harness(n), operation, in);
      requireRight(operation, in, run);
      if (!run.one().openings().isEmpty() || !run.two().openings().isEmpty()) {
        throw new AssertionError(operation + " opened " + run.one().openings());
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
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      int[] edges = {low, ~low, 0, -1, 1, low / 2};
      a[i] = i < 3 * edges.length ? edges[i % edges.length] : random.nextInt() >> 32 - bits;
    }
    Secret secret = Secret.of(Shape.of(n), a, random);
    Run<long[]> run =
        harness(n).run(s -> XorBits.shareOf(subject.create(s).negative(secret.of(s), bits)));
    for (int i = 0; i < n; i++) {
      long sum = run.one().result()[i >> 6] ^ run.two().result()[i >> 6];
      if ((sum >>> i & 1) != 0 != a[i] < 0) {
        throw new AssertionError("wrong sign of " + a[i] + " with " + bits + " bits");
      }
    }
  }

  /**
   * Results where a masked value hits the ends of the ring. The masks are learned from one run and
   * met by the inputs of a second with the same seed: random masks never get there.
   */
  public void correctAtMaskEdges(Operation operation) {
    int n = 256;
    TwoServers parties = harness(77).recording();
    Run<Operation.Output> first =
        run(parties, operation, ComparisonInputs.equal(n, 0, new Random(1)));
    for (int f = 0; f < first.one().material().size(); f++) {
      Material one = first.one().material().get(f);
      int[] two = first.two().material().get(f).words();
      if (one.derived() || one.words().length != n) {
        continue;
      }
      for (int factor = 1; factor <= 2; factor++) {
        int[] a = new int[n];
        for (int i = 0; i < n; i++) {
          a[i] = meet(one.words()[i] + two[i], i, factor, operation.range());
        }
        ComparisonInputs.Pair in = ComparisonInputs.of(a, new Random(f));
        requireRight(operation, in, run(parties, operation, in));
      }
    }
  }

  /** A value in range with {@code factor} times it plus the mask at an end of the ring, or 0. */
  private static int meet(int mask, int i, int factor, long range) {
    int[] ends = {0, -1, 1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE + 1};
    int distance = ends[i % ends.length] - mask;
    int a = factor == 1 ? distance : distance >>> 1;
    if (Math.abs((long) a) > range) {
      a ^= Integer.MIN_VALUE; // the other half; the same value when doubled
    }
    return Math.abs((long) a) > range ? 0 : a;
  }

  /** Metered rounds and bytes equal what the factory declares and what the test pins. */
  public void costs(Operation operation) {
    Cost declared = operation.declared(subject.factory());
    ComparisonSubject.Figures pinned = subject.figures(operation);
    if (declared.rounds() != pinned.rounds()
        || declared.onlineBits() != pinned.onlineBits()
        || declared.offlineBits() != pinned.offlineBits()) {
      throw new AssertionError(operation + " declares " + declared + ", pinned " + pinned);
    }
    int block = subject.block();
    for (int n : new int[] {64, 1024, block, block + 64}) {
      Run<Operation.Output> run =
          run(harness(n), operation, ComparisonInputs.equal(n, 5, new Random(n)));
      int blocks = subject.roundsForWholeTensors() ? 1 : (n + block - 1) / block;
      requireFigure(operation, n, "rounds", (long) blocks * pinned.rounds(), run.rounds());
      requireFigure(
          operation, n, "online bytes", (long) n * pinned.onlineBits() / 8, run.onlineBytes());
      requireFigure(
          operation, n, "offline bytes", (long) n * pinned.offlineBits() / 8, run.offlineBytes());
    }
  }

  /** The sequence of requests is the same for every input. */
  public void dealerLearnsNothing(Operation operation) {
    int n = 200;
    List<byte[]> seen = null;
    for (ComparisonInputs.Pair in :
        List.of(
            ComparisonInputs.equal(n, 0, new Random(1)),
            ComparisonInputs.equal(n, -5, new Random(2)),
            ComparisonInputs.edges(operation, n, new Random(3)))) {
      Run.DealerView view = run(harness(3), operation, in).dealer();
      // The first message is a nonce.
      for (List<byte[]> messages : List.of(view.fromFirst(), view.fromSecond())) {
        List<byte[]> requests = messages.subList(1, messages.size());
        if (seen != null && !Arrays.deepEquals(seen.toArray(), requests.toArray())) {
          throw new AssertionError(operation + ": the dealer's requests depend on the data");
        }
        seen = requests;
      }
    }
  }

  /** Every message, opened value, field of material and output share is uniform. */
  public void uniform(Operation operation) {
    new UniformityCheck(subject, operation).run();
  }

  private static void requireFigure(
      Operation operation, int n, String what, long pinned, long metered) {
    if (pinned != metered) {
      throw new AssertionError(
          operation + " of " + n + ": " + metered + " " + what + ", pinned are " + pinned);
    }
  }

  private void requireRight(
      Operation operation, ComparisonInputs.Pair in, Run<Operation.Output> run) {
    int[] got = Operation.Output.reconstruct(run.one().result(), run.two().result());
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

  private TwoServers harness(long seed) {
    return new TwoServers(subject.factory().correlations()).random(RandomSource.seeded(seed));
  }

  private Run<Operation.Output> run(
      TwoServers parties, Operation operation, ComparisonInputs.Pair in) {
    return parties.run(
        server -> {
          ComparisonProtocol protocol = subject.create(server);
          return operation.run(protocol, in.a().of(server), in.b().of(server));
        });
  }
}
