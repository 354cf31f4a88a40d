package io.sharelens.mpc.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.kernel.ScalarKernels;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three parties over TLS, all of which send before any receives. */
@Timeout(60)
class CircleOverTlsTest extends TlsFixture {
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

  /** What one party does. */
  private <R> List<R> run(Function<ReplicatedParty, R> program) throws Exception {
    TestCertificates ca = new TestCertificates(folder, "circle");
    TlsIdentity[] all = {ca.node(1), ca.node(2), ca.node(3)};
    List<PartyChannel> channels = new ArrayList<>();
    List<TlsPartyServer> servers = new ArrayList<>();
    for (int[] link : new int[][] {{1, 2}, {1, 3}, {2, 3}}) {
      TlsPartyServer s = start(all[link[1] - 1], LIMITS);
      servers.add(s);
      channels.add(
          TlsPartyLink.connect(
              all[link[0] - 1], "127.0.0.1", s.port(), hello(all[link[0] - 1], link[1]), LIMITS));
      channels.add(accepted());
    }
    try {
      List<CompletableFuture<R>> running =
          List.of(
              party(channels.get(0), channels.get(2), program),
              party(channels.get(1), channels.get(4), program),
              party(channels.get(3), channels.get(5), program));
      List<R> results = new ArrayList<>();
      for (CompletableFuture<R> r : running) {
        results.add(r.get(50, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      channels.forEach(PartyChannel::close);
      servers.forEach(TlsPartyServer::close);
    }
  }

  private static <R> CompletableFuture<R> party(
      PartyChannel one, PartyChannel other, Function<ReplicatedParty, R> program) {
    return CompletableFuture.supplyAsync(
        () -> program.apply(ReplicatedParty.agree(one, other, new SecureRandom())), THREADS);
  }

  @Test
  void messagesOfAllSizesGoAround() throws Exception {
    List<Integer> checked =
        run(
            party -> {
              int n = 0;
              for (int words : new int[] {1, 0, 3_000_000, 2_000, 9_000, 1, 1_000_000}) {
                int[] mine = new int[words];
                Arrays.fill(mine, 100 * party.self() + n);
                int[] theirs = party.circle().pass(mine);
                int value = 100 * party.next() + n;
                assertThat(Arrays.stream(theirs).allMatch(w -> w == value)).isTrue();
                n++;
              }
              return n;
            });
    assertThat(checked).containsExactly(7, 7, 7);
  }

  @Test
  void manySmallMessagesAreNeitherLostNorTurnedAround() throws Exception {
    List<Long> rounds =
        run(
            party -> {
              for (int i = 0; i < 2_000; i++) {
                int[] mine = new int[1 + i * 37 % 4_000];
                mine[mine.length - 1] = i;
                assertThat(party.circle().pass(mine)[mine.length - 1]).isEqualTo(i);
              }
              return party.rounds();
            });
    // One exchange with each other party agreed on seeds.
    assertThat(rounds).containsExactly(2_002L, 2_002L, 2_002L);
  }

  @Test
  void whatIsPostedKeepsItsOrderWithWhatIsSent() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    byte[] large = pattern(40 << 20);
    a.post(ByteBuffer.wrap(large)); // nobody reads yet
    a.post(ByteBuffer.wrap(pattern(5)));
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              a.send(ByteBuffer.wrap(pattern(7)));
              a.post(ByteBuffer.wrap(pattern(11)));
              a.flush();
            },
            THREADS);
    for (int size : new int[] {40 << 20, 5, 7, 11}) {
      byte[] got = new byte[size];
      b.receive(ByteBuffer.wrap(got));
      assertThat(Arrays.equals(got, pattern(size))).isTrue();
    }
    sender.get(20, TimeUnit.SECONDS);
  }

  @Test
  void arithmeticOverTls() throws Exception {
    int n = 300_000;
    List<int[]> opened =
        run(
            party -> {
              ReplicatedArithmetic m =
                  new ReplicatedArithmetic(party, new ScalarKernels(), new OpeningLedger());
              int[] share = new int[party.self() == 3 ? 0 : n];
              Arrays.setAll(share, i -> party.self() == 1 ? 1_000_003 * i : 3_000 - 1_000_003 * i);
              SharedTensor x = m.importAdditive(Shape.of(n), share);
              SharedTensor square = m.multiply(x, x);
              return m.open(m.truncate(square, 4), new Opening("test.all"));
            });
    for (int[] z : opened) {
      assertThat(Arrays.stream(z).allMatch(v -> v - (9_000_000 >> 4) >> 1 == 0)).isTrue();
    }
  }
}
