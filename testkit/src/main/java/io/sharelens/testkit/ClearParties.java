package io.sharelens.testkit;

import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Three parties without a dealer that compute in the clear. Whatever runs over them uses nothing
 * but {@code Arithmetic} and {@code ComparisonProtocol}: it will run in three-server schemes too.
 * The parties are checked to make the same calls in the same order.
 */
public final class ClearParties {
  public static final int PARTIES = 3;

  private ClearParties() {}

  /** What one party does. */
  @FunctionalInterface
  public interface Program<R> {
    R run(ClearParty party);
  }

  /** Results of the three parties. */
  public static <R> List<R> run(Program<R> program) {
    return run(ClearRules.exact(), program);
  }

  /** As above, with other rules. The first error of a party is thrown. */
  public static <R> List<R> run(ClearRules rules, Program<R> program) {
    Lockstep lockstep = new Lockstep(PARTIES);
    try (ExecutorService threads = Executors.newFixedThreadPool(PARTIES)) {
      List<Future<R>> running = new ArrayList<>();
      for (int p = 1; p <= PARTIES; p++) {
        int number = p;
        Callable<R> task = () -> one(program, number, lockstep, rules);
        running.add(threads.submit(task));
      }
      return results(running);
    }
  }

  private static <R> R one(Program<R> program, int number, Lockstep lockstep, ClearRules rules) {
    try {
      R result = program.run(new ClearParty(number, lockstep, rules));
      lockstep.meet(number, "end");
      return result;
    } catch (RuntimeException | Error e) {
      lockstep.leave(number, e);
      throw e;
    }
  }

  private static <R> List<R> results(List<Future<R>> running) {
    List<R> results = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    for (Future<R> f : running) {
      try {
        results.add(f.get());
      } catch (ExecutionException e) {
        errors.add(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw LensException.resources("interrupted", "interrupted while waiting", e);
      }
    }
    if (errors.isEmpty()) {
      return results;
    }
    Throwable cause =
        errors.stream().filter(e -> !stoppedByOther(e)).findFirst().orElse(errors.getFirst());
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    throw new AssertionError("a party failed", cause);
  }

  private static boolean stoppedByOther(Throwable e) {
    return e instanceof LensException l && l.code().equals("parties-differ");
  }
}
