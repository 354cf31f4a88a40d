package io.sharelens.plugins.adder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Pooling;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdderCompareTest {
  record Ctx(ReplicatedParty party) implements PartyContext {
    public Arithmetic arithmetic() {
      throw new IllegalStateException();
    }

    public PartyChannel channel(int p) {
      return party.channel(p);
    }

    public DealerClient dealer() {
      throw new IllegalStateException();
    }

    public ReplicatedParty replicated() {
      return party;
    }
  }

  interface Work<T> {
    T run(int self, ComparisonProtocol p);
  }

  @SuppressWarnings("unchecked")
  static <T> T[] run(Work<T> work) throws Exception {
    var a = InMemoryChannel.pair(1, 2);
    var b = InMemoryChannel.pair(1, 3);
    var c = InMemoryChannel.pair(2, 3);
    PartyChannel[][] ch = {
      {a.first(), b.first()}, {a.second(), c.first()}, {b.second(), c.second()}
    };
    Object[] out = new Object[3];
    Throwable[] err = new Throwable[1];
    Thread[] ts = new Thread[3];
    for (int i = 0; i < 3; i++) {
      int id = i;
      ts[i] =
          new Thread(
              () -> {
                try {
                  ReplicatedParty p =
                      ReplicatedParty.agree(ch[id][0], ch[id][1], new SecureRandom());
                  out[id] = work.run(id + 1, new AdderCompare(new Ctx(p)));
                } catch (Throwable t) {
                  t.printStackTrace();
                  err[0] = t;
                  ch[id][0].abort("x");
                  ch[id][1].abort("x");
                }
              });
      ts[i].start();
    }
    for (Thread t : ts) t.join();
    if (err[0] != null) throw new RuntimeException(err[0]);
    return (T[]) out;
  }

  static ReplicatedTensor share(int self, int[] v, long seed) {
    Random r = new Random(seed);
    int[][] p = new int[3][v.length];
    for (int i = 0; i < v.length; i++) {
      p[0][i] = r.nextInt();
      p[1][i] = r.nextInt();
      p[2][i] = v[i] - p[0][i] - p[1][i];
    }
    return new ReplicatedTensor(Shape.of(v.length), p[self - 1], p[self % 3]);
  }

  static int[] sum(Object[] t, int ring) {
    ReplicatedTensor[] s = new ReplicatedTensor[3];
    for (int i = 0; i < 3; i++) s[i] = (ReplicatedTensor) t[i];
    for (int i = 0; i < 3; i++) assertThat(s[i].next()).isEqualTo(s[(i + 1) % 3].own());
    int[] out = new int[s[0].own().length];
    for (int i = 0; i < out.length; i++)
      out[i] = (s[0].own()[i] + s[1].own()[i] + s[2].own()[i]) << 32 - ring >> 32 - ring;
    return out;
  }

  static int[] values(int n, int bound, long seed) {
    Random r = new Random(seed);
    int[] v = new int[n];
    int[] e = {
      0, 1, -1, 2, -2, 4095, 4096, -4096, -4097, (1 << bound) - 1, 1 - (1 << bound), 1 << bound - 1
    };
    for (int i = 0; i < n; i++)
      v[i] = i < e.length ? e[i] : r.nextInt(2 << bound) - (1 << bound) >> r.nextInt(bound);
    return v;
  }

  @Test
  void right() throws Exception {
    for (int n : new int[] {0, 1, 5, 31, 64, 100, 1000, 16384, 16385, 40000}) {
      for (int bits : new int[] {0, 1, 3, 11, 12, 29, 30}) {
        int[] v = values(n, 29, n + bits);
        int[] got = sum(run((s, p) -> p.relu(share(s, v, 7), bits)), 32);
        for (int i = 0; i < n; i++) {
          int want = Math.max(v[i], 0) >> bits;
          assertThat(got[i] - want)
              .as("n %d bits %d v %d", n, bits, v[i])
              .isBetween(0, bits == 0 ? 0 : v[i] < 0 ? 0 : 1);
        }
        if (bits > 0 && bits < 29) {
          int[] w = values(n, 28, n + bits + 99);
          int[] v2 = values(n, 28, n + bits);
          int[] m =
              sum(
                  run(
                      (s, p) -> {
                        Pooling q = p.pooling(bits);
                        return q.relu(q.max(q.enter(share(s, v2, 3)), q.enter(share(s, w, 4))));
                      }),
                  32);
          for (int i = 0; i < n; i++) {
            int want = Math.max(Math.max(v2[i], w[i]), 0) >> bits;
            assertThat(m[i] - want).isBetween(0, 1);
          }
        }
      }
      int[] v = values(n, 29, n);
      int[] w = values(n, 29, n + 1);
      int[] m = sum(run((s, p) -> p.max(share(s, v, 3), share(s, w, 4))), 32);
      for (int i = 0; i < n; i++) assertThat(m[i]).isEqualTo(Math.max(v[i], w[i]));
      for (int bits : new int[] {2, 3, 5, 12, 20, 32}) {
        int[] u = v.clone();
        for (int i = 0; i < n; i++) u[i] = u[i] << 32 - bits >> 32 - bits;
        Object[] r = run((s, p) -> p.negative(share(s, u, 3), bits));
        for (int i = 0; i < n; i++) {
          long bit = 0;
          for (int p = 0; p < 3; p++) {
            ReplicatedBits b = (ReplicatedBits) r[p];
            bit ^= b.own()[i >> 6] >>> i & 1;
            assertThat(b.next()[i >> 6] >>> i & 1)
                .isEqualTo(((ReplicatedBits) r[(p + 1) % 3]).own()[i >> 6] >>> i & 1);
          }
          assertThat(bit == 1).as("bits %d v %d", bits, u[i]).isEqualTo(u[i] < 0);
        }
      }
    }
  }
}
