package io.sharelens.mpc.dealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.error.LensException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Material as a stream: order, ends, and how far the dealer may run ahead. */
class DealerStreamTest {
  private static final int FIELD = 1 << 14;
  private static final String KIND = "test.fields";

  private final AtomicLong made = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong ahead = new AtomicLong();

  @Test
  void slowServerSlowsTheDealer() {
    int fields = 64 << 20 >> 16;
    long bound =
        InMemoryChannel.CAPACITY
            + (long) DealerProtocol.BLOCK_BYTES * (MaterialSender.BLOCKS + MaterialInbox.BLOCKS + 2)
            + 4 * FIELD;

    run(
        dealer -> {
          MaterialReader in = dealer.request(KIND, fields);
          for (int i = 0; i < fields; i++) {
            if (i % 16 == 0) {
              pause();
            }
            in.derived(new int[FIELD]);
            if (dealer.self() == 2) {
              read.addAndGet(4 * FIELD);
            }
          }
          in.done();
        });

    assertThat(made.get()).isEqualTo(64 << 20);
    assertThat(ahead.get()).isPositive().isLessThanOrEqualTo(bound);
  }

  @Test
  void requestsUnderWayAreReadInTheirOrder() {
    int[][] shares = new int[2][];
    run(
        dealer -> {
          MaterialReader[] in = new MaterialReader[5];
          for (int i = 0; i < in.length; i++) {
            // Whole blocks, none at all, and parts of one.
            in[i] = dealer.request(KIND, i * i);
          }
          for (int i = 0; i < in.length; i++) {
            for (int f = 0; f < i * i; f++) {
              int[] share = new int[FIELD];
              in[i].derived(share);
              shares[dealer.self() - 1] = share;
            }
          }
        });
    for (int i = 0; i < FIELD; i++) {
      assertThat(shares[0][i] + shares[1][i]).isEqualTo(i);
    }
  }

  @Test
  void unreadMaterialIsAnError() {
    run(
        dealer -> {
          MaterialReader first = dealer.request(KIND, 2);
          MaterialReader second = dealer.request(KIND, 1);
          first.derived(new int[FIELD]);
          if (dealer.self() == 2) {
            assertThatThrownBy(() -> second.derived(new int[FIELD]))
                .hasMessageContaining("were not read");
            assertThatThrownBy(first::done).hasMessageContaining("were not read");
          }
          first.derived(new int[FIELD]);
          second.derived(new int[FIELD]);
        });
  }

  @Test
  void readingTooMuchIsAnError() {
    run(
        dealer -> {
          MaterialReader in = dealer.request(KIND, 4);
          for (int i = 0; i < 4; i++) {
            in.derived(new int[FIELD]);
          }
          in.done();
          if (dealer.self() == 2) {
            assertThatThrownBy(() -> in.derived(new int[1]))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("too little");
          }
        });
  }

  /** Fields 0, 1, 2, ... of each request; notes how far it is ahead of the second server. */
  private final class Fields implements Correlation {
    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
      for (int f = 0; f < request.count(); f++) {
        int[] plain = new int[FIELD];
        java.util.Arrays.setAll(plain, i -> i);
        out.derived(plain);
        long m = made.addAndGet(4 * FIELD);
        ahead.accumulateAndGet(m - read.get(), Math::max);
      }
    }
  }

  private void run(Consumer<ChannelDealerClient> server) {
    InMemoryChannel.Pair one = InMemoryChannel.pair(1, 3);
    InMemoryChannel.Pair two = InMemoryChannel.pair(2, 3);
    DealerService dealer =
        new DealerService(
            one.second(), two.second(), List.of(new Fields()), new NoRows(), new SecureRandom());
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Future<?> t = threads.submit(dealer::run);
      Future<?> a = threads.submit(() -> serve(one.first(), server));
      serve(two.first(), server);
      a.get();
      t.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      one.first().close();
      two.first().close();
    }
  }

  private static void serve(
      io.sharelens.mpc.channel.PartyChannel channel, Consumer<ChannelDealerClient> server) {
    try {
      ChannelDealerClient client = new ChannelDealerClient(channel, new SecureRandom());
      server.accept(client);
      client.end();
    } catch (RuntimeException | Error e) {
      channel.abort("failed: " + e);
      throw e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class NoRows implements MaskRows {
    @Override
    public void create(long[] keys, int columns, RowSeeds[] seeds) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RowSeeds[] find(long[] keys, int columns) {
      throw new UnsupportedOperationException();
    }
  }
}
