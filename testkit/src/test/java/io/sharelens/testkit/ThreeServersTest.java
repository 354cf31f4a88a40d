package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What ends a session of three servers, and what the harness finds. */
class ThreeServersTest {
  private final ThreeSecret secret =
      ThreeSecret.of(Shape.of(100), new Random(1).ints(100).toArray(), new Random(2));

  /** Party 2's messages to party 1 are {@code bytes} longer than they should be. */
  private static ThreeServers tampered(int bytes) {
    return new ThreeServers()
        .deadline(Duration.ofSeconds(5))
        .wrap(
            channel -> {
              if (channel.self() != 2 || channel.peer() != 1) {
                return channel;
              }
              return (PartyChannel)
                  Proxy.newProxyInstance(
                      PartyChannel.class.getClassLoader(),
                      new Class<?>[] {PartyChannel.class},
                      (proxy, method, arguments) -> {
                        if (method.getName().equals("post")) {
                          ByteBuffer payload = (ByteBuffer) arguments[0];
                          ByteBuffer other = Words.buffer(payload.remaining() + bytes);
                          other.put(
                              0,
                              payload,
                              payload.position(),
                              Math.min(payload.remaining(), other.capacity()));
                          arguments[0] = other;
                        }
                        try {
                          return method.invoke(channel, arguments);
                        } catch (InvocationTargetException e) {
                          throw e.getCause();
                        }
                      });
            });
  }

  @Test
  void messagesThatAreShortOrLongEndTheSession() {
    for (int bytes : new int[] {-4, 4, -1, 1}) {
      LensException e =
          catchThrowableOfType(
              LensException.class,
              () -> tampered(bytes).run(s -> s.arithmetic().multiply(secret.of(s), secret.of(s))));
      assertThat(e.code()).isEqualTo(bytes < 0 ? "frame-short" : "frame-long");
      assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
      assertThat(e)
          .hasMessageContaining("party 2 sent " + (400 + bytes) + " bytes where 400 belong");
    }
  }

  @Test
  void aPartyThatLeavesIsNamedToBothOthers() {
    for (int leaves = 1; leaves <= 3; leaves++) {
      int party = leaves;
      assertThatThrownBy(
              () ->
                  new ThreeServers()
                      .deadline(Duration.ofSeconds(5))
                      .run(
                          s -> {
                            if (s.number() == party) {
                              throw LensException.user("out-of-order", "went home");
                            }
                            return s.arithmetic().multiply(secret.of(s), secret.of(s));
                          }))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("went home");
    }
  }

  @Test
  void aSilentPartyIsNoticed() {
    assertThatThrownBy(
            () ->
                new ThreeServers()
                    .deadline(Duration.ofMillis(200))
                    .run(
                        s ->
                            s.number() == 3
                                ? secret.of(s)
                                : s.arithmetic().multiply(secret.of(s), secret.of(s))))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("party 3");
  }

  @Test
  void unreadMessagesAndRoundsThatDifferAreFound() {
    assertThatThrownBy(
            () ->
                new ThreeServers()
                    .run(
                        s -> {
                          if (s.number() == 1) {
                            s.channel(2).send(Words.buffer(4));
                          }
                          return 0;
                        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("party 2 was sent 36 bytes by party 1 and read 32");
    assertThatThrownBy(
            () ->
                new ThreeServers()
                    .run(
                        s -> {
                          if (s.number() == 1) {
                            s.replicated().round();
                          }
                          return 0;
                        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("different rounds: [1+0, 0+0, 0+0]");
  }

  @Test
  void offlineWorkIsMeteredApart() {
    ThreeRun<SharedTensor> run =
        new ThreeServers()
            .recording()
            .run(
                s -> {
                  Arithmetic m = s.arithmetic();
                  SharedTensor x = s.offline(() -> m.multiply(secret.of(s), secret.of(s)));
                  SharedTensor y = s.offline(() -> s.offline(() -> m.multiply(secret.of(s), x)));
                  return m.truncate(m.multiply(x, y), 8);
                });
    assertThat(run.offlineRounds()).isEqualTo(2);
    assertThat(run.offlineBytes()).isEqualTo(2 * 1200);
    assertThat(run.rounds()).isEqualTo(3);
    assertThat(run.onlineBytes()).isEqualTo(1200 + 400 + 3 * 128);
    assertThat(run.longestChain()).isEqualTo(5);
  }

  @Test
  void sharesOfAnotherKindAndShapesThatDoNotFitAreRefused() {
    List<ThreeServers.PartyProgram<?>> wrong =
        List.of(
            s -> s.arithmetic().add(secret.of(s), new AdditiveTensor(Shape.of(100), new int[100])),
            s -> s.arithmetic().importAdditive(Shape.of(3), new int[2]),
            s ->
                s.arithmetic()
                    .multiply(secret.of(s), s.arithmetic().take(secret.of(s), 0, 0, 1, 9)),
            s -> s.arithmetic().truncate(secret.of(s), 31),
            s ->
                s.arithmetic()
                    .fix(s.arithmetic().reshape(secret.of(s), Shape.of(10, 10)), new long[9]),
            s ->
                s.arithmetic()
                    .select(
                        new ReplicatedBits(7, new long[1], new long[1]),
                        secret.of(s),
                        secret.of(s)));
    for (ThreeServers.PartyProgram<?> program : wrong) {
      LensException e =
          catchThrowableOfType(LensException.class, () -> new ThreeServers().run(program));
      assertThat(e.code()).isIn("bad-shape", "wrong-sharing", "bad-bits");
    }
  }
}
