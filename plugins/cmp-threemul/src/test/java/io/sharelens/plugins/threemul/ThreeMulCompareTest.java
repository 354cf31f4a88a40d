package io.sharelens.plugins.threemul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.testkit.ComparisonChecks;
import io.sharelens.testkit.Operation;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.Server;
import io.sharelens.testkit.TwoServers;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ThreeMulCompareTest {
  private final ThreeMulFactory factory = new ThreeMulFactory();
  private final TwoServers parties = new TwoServers(factory.correlations());
  private final Shape shape = Shape.of(2, 3);
  private final Secret a =
      Secret.of(shape, new int[] {5, -5, 0, 1 << 20, -(1 << 20), 9}, new Random(1));
  private final Secret b = Secret.of(shape, new int[] {4, -4, 0, -9, 9, 1 << 29}, new Random(2));

  @Test
  void everyNumberOfBitsCanBeCutOff() {
    ComparisonChecks checks = new ComparisonChecks(new ThreeMulConformanceTest());
    for (int bits = 1; bits <= Truncation.MAX_BITS; bits++) {
      checks.correct(Operation.relu(bits), 333);
    }
  }

  @Test
  void resultsHaveTheOperandsShape() {
    Run<SharedTensor> run =
        parties.run(
            s -> {
              ThreeMulCompare compare = new ThreeMulCompare(s);
              return compare.max(a.of(s), compare.relu(b.of(s), 0));
            });
    assertThat(run.one().result().shape()).isEqualTo(shape);
    assertThat(Secret.reconstruct(run.one().result(), run.two().result()))
        .containsExactly(5, 0, 0, 1 << 20, 9, 1 << 29);
  }

  @Test
  void operandsAreLeftAlone() {
    parties.run(
        s -> {
          int[] share = (s.number() == 1 ? a.first() : a.second()).clone();
          SharedTensor t = new AdditiveTensor(shape, share);
          ThreeMulCompare compare = new ThreeMulCompare(s);
          compare.relu(t, 3);
          compare.relu(t, 0);
          compare.max(t, b.of(s));
          compare.negative(t);
          assertThat(share).isEqualTo(s.number() == 1 ? a.first() : a.second());
          return 0;
        });
  }

  @Test
  void badArgumentsAreRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> parties.run(s -> new ThreeMulCompare(s).relu(a.of(s), 31)))
        .hasMessageContaining("0 to 30 bits");
    Secret other = Secret.of(Shape.of(6), new int[6], new Random(3));
    assertThatThrownBy(() -> parties.run(s -> new ThreeMulCompare(s).max(a.of(s), other.of(s))))
        .hasMessageContaining("[2, 3] and [6]");
  }

  @Test
  void theDealerMakesNoMoreThanABlock() {
    for (String kind : new String[] {SignCorrelation.KIND, ReluCorrelation.KIND}) {
      assertThatThrownBy(
              () -> parties.run(s -> s.dealer().request(kind, ThreeMulCompare.BLOCK + 1, 0)))
          .hasMessageContaining("does not make");
    }
    assertThatThrownBy(() -> parties.run(s -> s.dealer().request(ReluCorrelation.KIND, 8, 31)))
        .hasMessageContaining("does not make");
  }

  @Test
  void aNumberThatIsNoResidueEndsTheSession() {
    assertThatThrownBy(
            () ->
                parties.run(
                    s -> {
                      PartyChannel peer = s.number() == 1 ? s.peer() : new AllOnes(s.peer());
                      Server altered = new Server(s.arithmetic(), peer, s.dealer(), s.ledger());
                      return new ThreeMulCompare(altered).negative(a.of(s));
                    }))
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
              assertThat(e).hasMessageContaining("not below 67");
            });
  }

  @Test
  void thePluginIsIndexedForItsHost() throws Exception {
    List<String> indexes = new ArrayList<>();
    for (URL index : Collections.list(loader().getResources("META-INF/extensions.idx"))) {
      indexes.add(new String(index.openStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThat(indexes).anyMatch(i -> i.contains(ThreeMulFactory.class.getName()));
  }

  private ClassLoader loader() {
    return factory.getClass().getClassLoader();
  }

  /** Sends ones from the second message on. */
  private static final class AllOnes implements PartyChannel {
    private final PartyChannel channel;
    private int exchanges;

    AllOnes(PartyChannel channel) {
      this.channel = channel;
    }

    @Override
    public void exchange(ByteBuffer out, ByteBuffer in) {
      if (exchanges++ > 0) {
        for (int i = out.position(); i < out.limit(); i++) {
          out.put(i, (byte) -1);
        }
      }
      channel.exchange(out, in);
    }

    @Override
    public void exchange(int frames, IntFunction<ByteBuffer> make, FrameTaker take) {
      throw new UnsupportedOperationException("this protocol does not stream its rounds");
    }

    @Override
    public int self() {
      return channel.self();
    }

    @Override
    public int peer() {
      return channel.peer();
    }

    @Override
    public void send(ByteBuffer payload) {
      channel.send(payload);
    }

    @Override
    public void post(ByteBuffer payload) {
      channel.post(payload);
    }

    @Override
    public void flush() {
      channel.flush();
    }

    @Override
    public void receive(ByteBuffer into) {
      channel.receive(into);
    }

    @Override
    public ByteBuffer receive(int limit) {
      return channel.receive(limit);
    }

    @Override
    public ChannelMeter meter() {
      return channel.meter();
    }

    @Override
    public void abort(String reason) {
      channel.abort(reason);
    }

    @Override
    public void close() {
      channel.close();
    }
  }
}
