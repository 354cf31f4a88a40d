package io.sharelens.node.rehearsal;

import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.dealer.MaskRowCache;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.node.session.SessionRun;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The computing parties of a scheme, and its dealer if it has one, as threads of this process: the
 * protocols, plugins and sessions are those of nodes. Rows that one session masked can be used by
 * the next ones.
 */
public final class LocalServers {
  /** Of the heap, for expanded rows of B. */
  private static final int ROW_MEMORY = 8;

  private final Scheme scheme;
  private final LocalLinks links;
  private final Runnable beforeExchange;
  private final MaskRowCache rows =
      new MaskRowCache(new ScratchRows(), Runtime.getRuntime().maxMemory() / ROW_MEMORY);
  private final SecureRandom random = new SecureRandom();

  /** With links in memory, which no network slows down. */
  public LocalServers(Scheme scheme) {
    this(scheme, new MemoryLinks(), () -> {});
  }

  /**
   * @param links between the parties
   * @param beforeExchange runs before each exchange of a party; may wait, or fail to end it all
   */
  public LocalServers(Scheme scheme, LocalLinks links, Runnable beforeExchange) {
    this.scheme = scheme;
    this.links = links;
    this.beforeExchange = beforeExchange;
  }

  /** What each party runs, in one session. */
  @FunctionalInterface
  public interface Program<R> {
    R run(LocalServer server);
  }

  /** As {@link Program}, of a session as nodes have it; ends it. */
  @FunctionalInterface
  public interface SessionProgram<R> {
    R run(ComputingSession session);
  }

  /** Results of the parties in order. */
  public <R> List<R> run(Program<R> program) {
    return parties(
        (session, peers, third) -> {
          R result = program.run(new LocalServer(session, peers, third));
          session.end();
          return result;
        });
  }

  /** Results of the parties in order. */
  public <R> List<R> sessions(SessionProgram<R> program) {
    return parties((session, peers, third) -> program.run(session));
  }

  /** What a party runs, with its links to those that compute, and to the dealer if there is one. */
  private interface Party<R> {
    R run(ComputingSession session, List<PartyChannel> peers, List<PartyChannel> dealer);
  }

  private <R> List<R> parties(Party<R> party) {
    boolean three = scheme.threeServers();
    try (LocalLinks.Session wires = links.open();
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<R>> running = new ArrayList<>();
      for (int p = 1; p <= (three ? 3 : 2); p++) {
        int self = p;
        running.add(threads.submit(() -> closing(() -> compute(self, wires, party), wires)));
      }
      Future<?> dealer =
          three
              ? CompletableFuture.completedFuture(true)
              : threads.submit(() -> closing(() -> deal(wires), wires));
      return results(running, dealer);
    }
  }

  private <R> R compute(int self, LocalLinks.Session wires, Party<R> party) {
    SessionRun run = new SessionRun(beforeExchange);
    // At nodes 1 and 2 the other of them first, at node 3 node 1.
    PartyChannel one = run.watch(wires.end(self, self == 1 ? 2 : 1));
    PartyChannel other = run.watch(wires.end(self, self == 3 ? 2 : 3));
    try (ComputingSession session =
        ComputingSession.of(
            scheme, self, one, other, random, new OpeningLedger(), MaterialStock.EMPTY)) {
      return scheme.threeServers()
          ? party.run(session, List.of(one, other), List.of())
          : party.run(session, List.of(one), List.of(other));
    }
  }

  private boolean deal(LocalLinks.Session wires) {
    List<Correlation> kinds = new ArrayList<>(BaseCorrelations.all());
    kinds.addAll(scheme.correlations());
    new DealerService(wires.end(3, 1), wires.end(3, 2), kinds, rows, random).run();
    return true;
  }

  /** A party that fails ends all: the others would wait for it. */
  private static <R> R closing(Callable<R> party, LocalLinks.Session wires) throws Exception {
    boolean done = false;
    try {
      R result = party.call();
      done = true;
      return result;
    } finally {
      if (!done) {
        wires.close();
      }
    }
  }

  private static <R> List<R> results(List<Future<R>> running, Future<?> dealer) {
    List<R> results = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    try {
      for (Future<R> f : running) {
        try {
          results.add(f.get());
        } catch (ExecutionException e) {
          errors.add(e.getCause() == null ? e : e.getCause());
        }
      }
      dealer.get();
    } catch (ExecutionException e) {
      errors.add(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
    if (errors.isEmpty()) {
      return results;
    }
    // Who finds a channel closed fails because another did.
    Throwable cause =
        errors.stream()
            .filter(e -> !(e instanceof LensException l && isConsequence(l)))
            .findFirst()
            .orElse(errors.getFirst());
    throw cause instanceof RuntimeException r
        ? r
        : LensException.internal("party-failed", "a server failed: " + cause);
  }

  private static boolean isConsequence(LensException e) {
    return e.kind() == ErrorKind.RESOURCES || e.code().equals("channel-closed");
  }
}
