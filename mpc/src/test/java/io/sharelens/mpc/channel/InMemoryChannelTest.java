package io.sharelens.mpc.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InMemoryChannelTest {
  private final InMemoryChannel.Pair pair = InMemoryChannel.pair(1, 2, Duration.ofSeconds(10));
  private final PartyChannel one = pair.first();
  private final PartyChannel two = pair.second();

  @Test
  void carriesFramesInOrderAndMetersThem() {
    one.send(Words.of(new int[] {1, -2}));
    one.send(Words.of(new int[] {3}));
    int[] a = new int[2];
    ByteBuffer in = Words.buffer(8);
    two.receive(in);
    Words.get(in.flip(), a);
    assertThat(a).containsExactly(1, -2);
    assertThat(two.receive(4).getInt()).isEqualTo(3);
    assertThat(one.meter().read()).isEqualTo(new ChannelMeter.Reading(12, 0, 2, 0));
    assertThat(two.meter().read()).isEqualTo(new ChannelMeter.Reading(0, 12, 0, 0));
    assertThat(one.peer()).isEqualTo(2);
    assertThat(two.peer()).isEqualTo(1);
  }

  @Test
  void exchangeLargerThanTheCapacityDoesNotBlock() {
    int[] big = new int[InMemoryChannel.CAPACITY / 2];
    big[big.length - 1] = 7;
    int[] got = new int[big.length];
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> Words.exchange(two, big, new int[big.length]));
    Words.exchange(one, big, got);
    other.join();
    assertThat(got).isEqualTo(big);
    assertThat(one.meter().read().rounds()).isEqualTo(1);
  }

  @Test
  void theSenderMayReuseItsBuffer() {
    ByteBuffer b = Words.buffer(4).putInt(5).flip();
    one.send(b);
    b.clear().putInt(6);
    assertThat(two.receive(4).getInt()).isEqualTo(5);
  }

  @Test
  void wrongLengthsEndTheSessionOnBothSides() {
    one.send(Words.of(new int[] {1, 2}));
    assertCode(() -> two.receive(Words.buffer(12)), "frame-short");
    assertCode(() -> one.receive(4), "session-aborted");
    assertCode(() -> one.send(Words.buffer(4)), "session-aborted");
    assertCode(() -> two.send(Words.buffer(4)), "frame-short");
  }

  @Test
  void aLongFrameIsRefused() {
    one.send(Words.of(new int[] {1, 2}));
    assertCode(() -> two.receive(7), "frame-long");
  }

  @Test
  void aRepeatedFrameIsRefused() {
    one.send(Words.buffer(4));
    two.receive(4);
    inject(FrameHeader.DATA, 0, 0);
    assertCode(() -> two.receive(4), "frame-repeated");
  }

  @Test
  void aFrameOutOfOrderIsRefused() {
    inject(FrameHeader.DATA, 0, 1);
    assertCode(() -> two.receive(4), "frame-out-of-order");
  }

  @Test
  void aFrameOfAnotherSessionIsRefused() {
    inject(FrameHeader.DATA, 99, 0);
    assertCode(() -> two.receive(4), "frame-other-session");
  }

  @Test
  void aFrameOfUnknownTypeIsRefused() {
    inject(77, 0, 0);
    assertCode(() -> two.receive(4), "frame-garbage");
  }

  @Test
  void anAbortReachesThePeerWithItsReason() {
    one.abort("the disk is full");
    one.abort("said twice");
    LensException e = assertCode(() -> two.receive(4), "session-aborted");
    assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(e).hasMessageContaining("party 1").hasMessageContaining("the disk is full");
  }

  @Test
  void anAbortReachesAPeerThatOnlySends() {
    one.abort("enough");
    assertThat(assertCode(() -> two.send(Words.buffer(4)), "session-aborted"))
        .hasMessageContaining("enough");
  }

  @Test
  void leavingEarlyIsAnErrorForThePeer() {
    one.close();
    one.close();
    assertCode(() -> two.receive(4), "session-left");
    assertCode(() -> one.send(Words.buffer(4)), "channel-closed");
  }

  @Test
  void aSilentPeerIsNamedAtTheDeadline() {
    InMemoryChannel.Pair p = InMemoryChannel.pair(1, 3, Duration.ofMillis(30));
    LensException e = assertCode(() -> p.first().receive(4), "peer-deadline");
    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(e).hasMessageContaining("party 3");
  }

  @Test
  void aSenderWithoutReaderStopsAtTheDeadline() {
    InMemoryChannel.Pair p = InMemoryChannel.pair(1, 3, Duration.ofMillis(30));
    p.first().send(Words.buffer(InMemoryChannel.CAPACITY));
    assertCode(() -> p.first().send(Words.buffer(1)), "peer-deadline");
  }

  @Test
  void anAbortFromAnotherThreadWakesTheReader() {
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> one.receive(4));
    one.abort("cancelled");
    LensException e = catchThrowableOfType(LensException.class, () -> joined(waiting));
    assertThat(e).hasMessageContaining("cancelled");
  }

  private static void joined(CompletableFuture<Void> f) {
    try {
      f.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw (LensException) e.getCause();
    }
  }

  private void inject(int type, long tag, long step) {
    ((InMemoryChannel) one).inject(new FrameHeader(type, tag, step, 4), Words.buffer(4));
  }

  private static LensException assertCode(ThrowingCallable call, String code) {
    LensException e = catchThrowableOfType(LensException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    return e;
  }
}
