package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.PartyContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Computing parties of any family, for suites that ask for no more than {@link PartyContext}. Rows
 * that were fixed in one run can be used in later runs of the same object.
 */
public interface Parties {
  /** Prefix of what the tests themselves open; not in {@link Ran#openings}. */
  String TEST_PREFIX = "test.";

  /** What each party runs, in one session. */
  @FunctionalInterface
  interface Program<R> {
    R run(PartyContext context) throws Exception;
  }

  /** Runs one session with all parties. */
  <R> Ran<R> run(Program<R> program);

  /**
   * What came out.
   *
   * @param results one per party
   * @param openings the ledger, without the tests' own
   * @param rounds between the parties, the tests' own included; 0 where nothing is metered
   * @param onlineBytes of all parties; 0 where nothing is metered
   * @param offlineBytes from the dealer, or among three servers offline
   */
  record Ran<R>(
      List<R> results,
      Map<String, Long> openings,
      long rounds,
      long onlineBytes,
      long offlineBytes) {
    /** The first party's result. */
    public R result() {
      return results.getFirst();
    }
  }

  /** Two servers and a dealer that has these correlations besides its own. */
  static Parties twoServers(Collection<? extends Correlation> correlations) {
    TwoServers servers = new TwoServers(correlations).rows(new MemoryMaskRows());
    return new Parties() {
      @Override
      public <R> Ran<R> run(Program<R> program) {
        Run<R> run = servers.run(program::run);
        return new Ran<>(
            List.of(run.one().result(), run.two().result()),
            withoutTests(run.one().openings()),
            run.rounds(),
            run.onlineBytes(),
            run.offlineBytes());
      }
    };
  }

  /** Three servers with replicated shares. */
  static Parties threeServers() {
    return new Parties() {
      @Override
      public <R> Ran<R> run(Program<R> program) {
        ThreeRun<R> run = new ThreeServers().run(program::run);
        return new Ran<>(
            run.sides().stream().map(ThreeRun.Side::result).toList(),
            withoutTests(run.side(1).openings()),
            run.rounds(),
            run.onlineBytes(),
            run.offlineBytes());
      }
    };
  }

  /**
   * Three parties that compute in the clear, with truncations that err as real ones do and ranges
   * checked; needs {@link ClearComparisonFactory}.
   */
  static Parties clear(long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    return new Parties() {
      @Override
      public <R> Ran<R> run(Program<R> program) {
        Queue<Map<String, Long>> ledgers = new ConcurrentLinkedQueue<>();
        List<R> results =
            ClearParties.run(
                ClearRules.rounding(seeds.nextLong()),
                party -> {
                  R result = call(program, party);
                  ledgers.add(party.ledger().counts());
                  return result;
                });
        return new Ran<>(results, withoutTests(ledgers.remove()), 0, 0, 0);
      }
    };
  }

  private static <R> R call(Program<R> program, PartyContext context) {
    try {
      return program.run(context);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("a party's program failed", e);
    }
  }

  /** Freshly shared {@code values}: a product with ones, because a constant is hardly a secret. */
  static SharedTensor secret(PartyContext context, Shape shape, int... values) {
    Arithmetic arithmetic = context.arithmetic();
    if (shape.size() == 0) {
      return arithmetic.constant(shape, values);
    }
    int[] ones = new int[values.length];
    Arrays.fill(ones, 1);
    return arithmetic.multiply(
        arithmetic.constant(shape, values), arithmetic.constant(shape, ones));
  }

  /** Opens what a test wants to see. */
  static int[] reveal(PartyContext context, SharedTensor secret) {
    return context.arithmetic().open(secret, new Opening(TEST_PREFIX + "reveal"));
  }

  /** A ledger without what tests opened. */
  static Map<String, Long> withoutTests(Map<String, Long> openings) {
    Map<String, Long> rest = new TreeMap<>(openings);
    rest.keySet().removeIf(label -> label.startsWith(TEST_PREFIX));
    return rest;
  }
}
