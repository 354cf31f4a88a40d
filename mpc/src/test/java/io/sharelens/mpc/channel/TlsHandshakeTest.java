package io.sharelens.mpc.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TlsHandshakeTest extends TlsFixture {
  @Test
  void aRefusalReachesTheInitiator() {
    server.close();
    server =
        TlsPartyServer.start(
            two,
            loopback(0),
            LIMITS,
            h -> {
              throw LensException.user("scheme-differs", "node 2 runs flsir");
            });
    LensException e = assertCode(this::connect, "scheme-differs");
    assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(e).hasMessageContaining("party 2").hasMessageContaining("node 2 runs flsir");
  }

  @Test
  void aFailingAcceptorRefusesWithoutDetails() {
    server.close();
    server =
        TlsPartyServer.start(
            two,
            loopback(0),
            LIMITS,
            h -> {
              throw new IllegalStateException("inner secret");
            });
    assertThat(assertCode(this::connect, "internal-error")).hasMessageNotContaining("secret");
  }

  @Test
  void aStrangersCertificateIsRefusedByBothEnds() {
    assertCode(() -> connect(stranger, 2, LIMITS), "tls-refused");
    assertThat(accepted).isEmpty();
    try (TlsPartyServer other = start(stranger, LIMITS)) {
      SessionHello h = new SessionHello(SESSION, 2, 1, "test", new byte[0]);
      assertCode(
          () -> TlsPartyLink.connect(two, "127.0.0.1", other.port(), h, LIMITS), "tls-refused");
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void theWrongPartyIsNoticedByItsCertificate() {
    LensException e = assertCode(() -> connect(one, 3, LIMITS), "wrong-certificate");
    assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(e).hasMessageContaining("party 2");
  }

  @Test
  void aHelloInAnothersNameIsRefused() throws Exception {
    SessionHello lie = new SessionHello(SESSION, 3, 2, "test", new byte[0]);
    assertAnswer(one, lie, Handshake.VERSION, "wrong-certificate");
  }

  @Test
  void aHelloForAnotherPartyIsRefused() throws Exception {
    SessionHello lost = new SessionHello(SESSION, 1, 3, "test", new byte[0]);
    assertAnswer(one, lost, Handshake.VERSION, "wrong-party");
  }

  @Test
  void anotherProtocolVersionIsRefused() throws Exception {
    byte[] big = new byte[SessionHello.MAX_HELLO];
    SessionHello newer = new SessionHello(SESSION, 1, 2, "test", big);
    assertAnswer(one, newer, Handshake.VERSION + 1, "protocol-version");
  }

  @Test
  void anOversizedHelloIsRefused() throws Exception {
    try (SSLSocket raw = rawConnection(one)) {
      ByteBuffer b = ByteBuffer.allocate(64);
      b.putInt(0x534c5331).putInt(Handshake.VERSION).putLong(1).putLong(2);
      b.put((byte) 1).put((byte) 2).put((byte) 1).put((byte) 'x').putInt(1 << 30);
      raw.getOutputStream().write(b.array(), 0, b.position());
      assertCode(() -> Handshake.readAnswer(raw.getInputStream(), "party 2"), "bad-hello");
    }
  }

  @Test
  void garbageAndPlainHttpDoNotHurt() throws Exception {
    for (String text : new String[] {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\0\1\2garbage", ""}) {
      try (Socket s = new Socket("127.0.0.1", server.port())) {
        s.getOutputStream().write(text.getBytes(UTF_8));
        s.shutdownOutput();
        InputStream in = s.getInputStream();
        assertThat(in.readAllBytes()).hasSizeLessThan(100);
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(connect().self()).isEqualTo(1);
  }

  @Test
  void halfOpenConnectionsEndAndDoNotBlockOthers() throws Exception {
    ChannelLimits quick =
        new ChannelLimits(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofMinutes(1));
    server.close();
    server = start(two, quick);
    try (Socket silent = new Socket("127.0.0.1", server.port());
        SSLSocket noHello = rawConnection(one)) {
      silent.setSoTimeout(5_000);
      assertThat(connect().self()).isEqualTo(1);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(ended(noHello)).isTrue();
    }
  }

  @Test
  void aMissingPeerIsNamed() {
    int port = server.port();
    server.close();
    LensException e = assertCode(this::connect, "peer-unreachable");
    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(e).hasMessageContaining("party 2 at 127.0.0.1:" + port);
  }

  @Test
  void aPeerThatNeverAnswersMeetsTheHandshakeDeadline() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ChannelLimits quick =
          new ChannelLimits(Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofMinutes(1));
      SessionHello h = hello(one, 2);
      assertCode(
          () -> TlsPartyLink.connect(one, "127.0.0.1", silent.getLocalPort(), h, quick),
          "peer-unreachable");
    }
  }
}
