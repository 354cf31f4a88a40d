package io.sharelens.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.session.ComputingSession.Cost;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReplicatedSessionTest {
  private static final int N = 100;
  private static final int WORDS = N * Integer.BYTES;

  /** Costs of a product offline, then of two online. */
  private record Costs(Cost offline, Cost both) {}

  @Test
  void whatIsSpentOfflineIsCountedApartAndNestingCountsOnce() throws Exception {
    List<Costs> costs =
        run(
            session -> {
              SharedTensor a = session.arithmetic().constant(Shape.of(N), new int[N]);
              Cost start = session.cost();
              session.offline(() -> session.offline(() -> multiply(session, a)));
              Cost offline = session.cost().minus(start);
              multiply(session, multiply(session, a));
              return new Costs(offline, session.cost().minus(start));
            });

    for (Costs c : costs) {
      // A product: every party sends a word and receives a word, in one round.
      assertThat(c.offline()).isEqualTo(new Cost(0, 0, 2 * WORDS));
      assertThat(c.both()).isEqualTo(new Cost(2, 4 * WORDS, 2 * WORDS));
    }
  }

  @Test
  void linksAddUpToTheWholeAndThereIsNoDealer() throws Exception {
    run(
        session -> {
          multiply(session, session.arithmetic().constant(Shape.of(N), new int[N]));
          int self = session.arithmetic().party();
          Cost links = session.cost(self % 3 + 1).plus(session.cost((self + 1) % 3 + 1));
          assertThat(links).isEqualTo(session.cost());
          assertThat(session.replicated().self()).isEqualTo(self);
          assertThatThrownBy(session::dealer).isInstanceOf(LensException.class);
          return new Costs(links, links);
        });
  }

  private static SharedTensor multiply(ReplicatedSession session, SharedTensor a) {
    Arithmetic arithmetic = session.arithmetic();
    return arithmetic.multiply(a, a);
  }

  private static List<Costs> run(Function<ReplicatedSession, Costs> work) throws Exception {
    InMemoryChannel.Pair oneTwo = InMemoryChannel.pair(1, 2);
    InMemoryChannel.Pair oneThree = InMemoryChannel.pair(1, 3);
    InMemoryChannel.Pair twoThree = InMemoryChannel.pair(2, 3);
    PartyChannel[][] channels = {
      {oneTwo.first(), oneThree.first()},
      {oneTwo.second(), twoThree.first()},
      {oneThree.second(), twoThree.second()}
    };
    try (ExecutorService parties = Executors.newFixedThreadPool(channels.length)) {
      List<Future<Costs>> all = new ArrayList<>();
      for (PartyChannel[] own : channels) {
        all.add(
            parties.submit(
                () -> {
                  try (ReplicatedSession session =
                      new ReplicatedSession(
                          own[0], own[1], new SecureRandom(), new OpeningLedger())) {
                    return work.apply(session);
                  }
                }));
      }
      List<Costs> costs = new ArrayList<>();
      for (Future<Costs> f : all) {
        costs.add(f.get());
      }
      return costs;
    }
  }
}
