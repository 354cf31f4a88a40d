package io.sharelens.mpc.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TlsChannelTest extends TlsFixture {
  @Test
  void carriesFramesBothWays() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    assertThat(a.self()).isEqualTo(1);
    assertThat(b.self()).isEqualTo(2);
    assertThat(b.peer()).isEqualTo(1);
    assertThat(hello.get().kind()).isEqualTo("test");
    assertThat(hello.get().text()).isEqualTo("{\"epoch\":7}");
    a.send(Words.of(new int[] {1, -2, 3}));
    b.send(ByteBuffer.allocate(0));
    int[] got = new int[3];
    ByteBuffer in = Words.buffer(12);
    b.receive(in);
    Words.get(in.flip(), got);
    assertThat(got).containsExactly(1, -2, 3);
    assertThat(a.receive(0).remaining()).isZero();
    assertThat(a.meter().read()).isEqualTo(new ChannelMeter.Reading(12, 0, 1, 0));
    assertThat(b.meter().read()).isEqualTo(new ChannelMeter.Reading(0, 12, 1, 0));
    a.close();
    assertCode(() -> b.receive(0), "session-left");
  }

  @Test
  void sizesAroundTheBordersOfRecordsComeWhole() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    for (int size : new int[] {0, 1, 16_359, 16_360, 16_361, 32_768, 32_769, 300_001}) {
      byte[] data = pattern(size);
      CompletableFuture<byte[]> other =
          CompletableFuture.supplyAsync(() -> exchange(b, data.clone()));
      byte[] back = exchange(a, data);
      assertThat(Arrays.equals(back, data)).as("size %s", size).isTrue();
      assertThat(Arrays.equals(other.get(), data)).as("size %s", size).isTrue();
    }
    assertThat(a.meter().read().rounds()).isEqualTo(8);
  }

  @Test
  void aRoundInManyFramesHoldsAFewMegabytesAndKeepsTheOrder() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    int frames = 60; // 12 MB; large and small frames in turn, so that two threads could mix them up
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> streamed(b, frames));
    int ahead = streamed(a, frames);
    assertThat(other.get()).isEqualTo(ahead);
    assertThat(ahead).isBetween(10, 30);
    assertThat(a.meter().read().rounds()).isEqualTo(1);
    assertThat(a.meter().read().sentFrames()).isEqualTo(frames);
    a.exchange(0, ByteBuffer::allocate, (i, in) -> {});
    assertThat(a.meter().read().rounds()).isEqualTo(1);
  }

  /**
   * Frames that would each fit the sockets' buffers, but not together: nobody may wait for room.
   */
  @Test
  void aRoundInManySmallFramesDoesNotBlock() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> small(b));
    assertThat(small(a)).isEqualTo(800);
    assertThat(other.get()).isEqualTo(800);
  }

  private static int small(PartyChannel channel) {
    int[] taken = new int[1];
    channel.exchange(
        800,
        i -> ByteBuffer.wrap(new byte[20_000]),
        (i, in) -> taken[0] += in.remaining() == 20_000 ? 1 : 0);
    return taken[0];
  }

  /** Sends frame i filled with i, checks what comes; the most frames made before one was taken. */
  private static int streamed(PartyChannel channel, int frames) {
    int[] count = new int[3];
    channel.exchange(
        frames,
        i -> {
          count[2] = Math.max(count[2], ++count[0] - count[1]);
          byte[] data = new byte[i % 2 == 0 ? 400_000 : 10];
          Arrays.fill(data, (byte) i);
          return ByteBuffer.wrap(data);
        },
        (i, in) -> {
          assertThat(count[1]++).isEqualTo(i);
          assertThat(in.remaining()).isEqualTo(i % 2 == 0 ? 400_000 : 10);
          assertThat(in.get(0)).isEqualTo((byte) i);
          assertThat(in.get(in.limit() - 1)).isEqualTo((byte) i);
        });
    return count[2];
  }

  @Test
  void directBuffersAndPartsOfArraysWork() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    byte[] data = pattern(500_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(data.length).put(data).flip();
    ByteBuffer into = ByteBuffer.allocateDirect(data.length);
    ByteBuffer part = ByteBuffer.allocate(data.length + 10).position(5).limit(data.length + 5);
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> b.exchange(direct, part));
    a.exchange(ByteBuffer.wrap(data), into);
    other.get();
    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(data));
    assertThat(part.flip().position(5)).isEqualTo(ByteBuffer.wrap(data));
  }

  @Test
  void twoHugeFramesPassEachOther() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    byte[] data = pattern(24 << 20);
    CompletableFuture<byte[]> other = CompletableFuture.supplyAsync(() -> exchange(b, data));
    assertThat(Arrays.equals(exchange(a, data), data)).isTrue();
    assertThat(Arrays.equals(other.get(), data)).isTrue();
  }

  @Test
  void wrongLengthsEndBothSides() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    a.send(Words.of(new int[] {1, 2}));
    assertThat(assertCode(() -> b.receive(Words.buffer(4)), "frame-long").kind())
        .isEqualTo(ErrorKind.PROTOCOL);
    LensException e = assertCode(() -> a.receive(4), "session-aborted");
    assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(e).hasMessageContaining("frame-long").hasMessageContaining("party 2");
    assertCode(() -> a.send(Words.buffer(4)), "session-aborted");
  }

  @Test
  void anAnnouncedLengthAboveTheLimitIsNotRead() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    CompletableFuture.runAsync(() -> a.send(ByteBuffer.allocate(1 << 20)));
    assertCode(() -> b.receive(1000), "frame-long");
    assertCode(() -> a.receive(4), "session-aborted");
  }

  @Test
  void badFramesAreNamed() throws Exception {
    assertFrame(new FrameHeader(FrameHeader.DATA, tag(), 0, 3), "frame-short");
    assertFrame(new FrameHeader(FrameHeader.DATA, tag(), 1, 4), "frame-out-of-order");
    assertFrame(new FrameHeader(FrameHeader.DATA, tag(), -1, 4), "frame-repeated");
    assertFrame(new FrameHeader(FrameHeader.DATA, 5, 0, 4), "frame-other-session");
    assertFrame(new FrameHeader(FrameHeader.DATA, tag(), 0, -4), "frame-garbage");
    assertFrame(new FrameHeader(9, tag(), 0, 4), "frame-garbage");
    assertFrame(new FrameHeader(FrameHeader.ABORT, tag(), 0, 1 << 30), "frame-garbage");
  }

  @Test
  void anAbortArrivesWithItsReasonWhateverIsStillUnread() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              while (true) {
                a.send(ByteBuffer.allocate(100_000));
              }
            });
    b.abort("disk full");
    LensException e = assertCode(() -> a.receive(4), "session-aborted");
    assertThat(e).hasMessageContaining("disk full").hasMessageContaining("party 2");
    assertThat(sender).failsWithin(Duration.ofSeconds(5));
  }

  @Test
  void anAbortFromAnotherThreadEndsAWaitingReader() throws Exception {
    PartyChannel a = connect();
    PartyChannel b = accepted();
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> a.receive(4));
    TimeUnit.MILLISECONDS.sleep(50);
    a.abort("cancelled by the user");
    assertThat(reader).failsWithin(Duration.ofSeconds(3));
    assertThat(assertCode(() -> a.send(Words.buffer(4)), "session-aborted"))
        .hasMessageContaining("cancelled by the user");
    assertCode(() -> b.receive(4), "session-aborted");
  }

  @Test
  void aSilentPeerIsNamedAtTheDeadlineOnBothSides() throws Exception {
    PartyChannel a = connect(SHORT);
    PartyChannel b = accepted();
    LensException e = assertCode(() -> a.receive(4), "peer-deadline");
    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(e).hasMessageContaining("party 2");
    assertThat(assertCode(() -> b.receive(4), "session-aborted")).hasMessageContaining("party 2");
  }

  @Test
  void aPeerThatStopsInTheMiddleOfAFrameMeetsTheDeadline() throws Exception {
    serverLimits = SHORT;
    try (SSLSocket raw = rawSession()) {
      PartyChannel b = accepted();
      raw.getOutputStream().write(frame(new FrameHeader(FrameHeader.DATA, tag(), 0, 1000)));
      assertCode(() -> b.receive(1000), "peer-deadline");
    }
  }

  @Test
  void aPeerThatDoesNotReadMeetsTheDeadline() throws Exception {
    PartyChannel a = connect(SHORT);
    accepted();
    LensException e = assertCode(() -> a.send(ByteBuffer.allocate(64 << 20)), "peer-deadline");
    assertThat(e).hasMessageContaining("party 2").hasMessageContaining("took nothing");
  }

  @Test
  void theSessionHasADeadlineAsAWhole() throws Exception {
    PartyChannel a = connect(LIMITS.withSession(Duration.ofMillis(300)));
    PartyChannel b = accepted();
    LensException e =
        assertCode(
            () -> {
              while (true) {
                a.send(Words.buffer(4));
                b.receive(4);
                TimeUnit.MILLISECONDS.sleep(10);
              }
            },
            "session-deadline");
    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(e).hasMessageContaining("party 2");
  }

  @Test
  void aLostConnectionIsAnErrorThatNamesThePeer() throws Exception {
    rawSession();
    PartyChannel b = accepted();
    below.get().close();
    LensException e = assertCode(() -> b.receive(4), "peer-lost");
    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(e).hasMessageContaining("party 1");
  }

  @Test
  void whatASessionThrowsReachesThePeer() {
    server.close();
    server =
        TlsPartyServer.start(
            two,
            loopback(0),
            LIMITS,
            h ->
                new SessionAcceptor.Accepted(
                    LIMITS,
                    c -> {
                      throw LensException.user("no-such-picture", "picture 7 is gone");
                    }));
    assertThat(assertCode(() -> connect().receive(4), "session-aborted"))
        .hasMessageContaining("no-such-picture")
        .hasMessageContaining("picture 7 is gone");
  }

  @Test
  void closingTheServerEndsItsSessions() throws Exception {
    PartyChannel a = connect();
    accepted();
    server.close();
    assertThat(assertCode(() -> a.receive(4), "session-aborted"))
        .hasMessageContaining("shuts down");
  }
}
