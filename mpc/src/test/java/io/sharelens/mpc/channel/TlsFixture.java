package io.sharelens.mpc.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two identities of one authority, a stranger, and a server of party 2. */
abstract class TlsFixture {
  static final ChannelLimits LIMITS =
      new ChannelLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(1));
  static final ChannelLimits SHORT =
      new ChannelLimits(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMinutes(1));

  @TempDir static Path folder;
  static TlsIdentity one;
  static TlsIdentity two;
  static TlsIdentity stranger;

  final LinkedBlockingQueue<PartyChannel> accepted = new LinkedBlockingQueue<>();
  final AtomicReference<SessionHello> hello = new AtomicReference<>();
  volatile ChannelLimits serverLimits = LIMITS;

  /** TCP connection under the last {@link #rawConnection}. */
  final AtomicReference<Socket> below = new AtomicReference<>();

  TlsPartyServer server;

  @BeforeAll
  static void certificates() {
    TestCertificates ca = new TestCertificates(folder, "ca");
    one = ca.node(1);
    two = ca.node(2);
    stranger = new TestCertificates(folder, "other").node(1);
  }

  @BeforeEach
  void start() {
    server = start(two, LIMITS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static final UUID SESSION = new UUID(11, 22);

  static long tag() {
    return new SessionHello(SESSION, 1, 2, "test", new byte[0]).tag();
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A server whose sessions wait in {@link #accepted} and last as long as their channel. */
  TlsPartyServer start(TlsIdentity identity, ChannelLimits limits) {
    return TlsPartyServer.start(
        identity,
        loopback(0),
        limits,
        h -> {
          hello.set(h);
          return new SessionAcceptor.Accepted(
              serverLimits,
              c -> {
                accepted.add(c);
                while (((FramedChannel) c).ended() == null) {
                  LockSupport.parkNanos(1_000_000);
                }
              });
        });
  }

  PartyChannel accepted() throws InterruptedException {
    PartyChannel c = accepted.poll(5, TimeUnit.SECONDS);
    assertThat(c).isNotNull();
    return c;
  }

  PartyChannel connect() {
    return connect(LIMITS);
  }

  PartyChannel connect(ChannelLimits limits) {
    return connect(one, 2, limits);
  }

  static SessionHello hello(TlsIdentity from, int to) {
    return new SessionHello(SESSION, from.party(), to, "test", "{\"epoch\":7}".getBytes(UTF_8));
  }

  PartyChannel connect(TlsIdentity from, int to, ChannelLimits limits) {
    return TlsPartyLink.connect(from, "127.0.0.1", server.port(), hello(from, to), limits);
  }

  SSLSocket rawConnection(TlsIdentity identity) throws IOException {
    Socket plain = new Socket("127.0.0.1", server.port());
    plain.setSoTimeout(5_000);
    below.set(plain);
    SSLSocket s =
        (SSLSocket) identity.context().getSocketFactory().createSocket(plain, "127.0.0.1", 0, true);
    TlsSockets.configure(s);
    s.startHandshake();
    return s;
  }

  /** A session whose frames the test writes itself. */
  SSLSocket rawSession() throws IOException {
    SSLSocket s = rawConnection(one);
    Handshake.writeHello(s.getOutputStream(), hello(one, 2), Handshake.VERSION);
    Handshake.readAnswer(s.getInputStream(), "party 2");
    return s;
  }

  void assertAnswer(TlsIdentity from, SessionHello h, int version, String code) throws IOException {
    try (SSLSocket raw = rawConnection(from)) {
      Handshake.writeHello(raw.getOutputStream(), h, version);
      assertCode(() -> Handshake.readAnswer(raw.getInputStream(), "party 2"), code);
    }
    assertThat(accepted).isEmpty();
  }

  static byte[] frame(FrameHeader header) {
    ByteBuffer b = ByteBuffer.allocate(FrameHeader.BYTES + 4);
    header.put(b);
    return b.array();
  }

  void assertFrame(FrameHeader header, String code) throws Exception {
    try (SSLSocket raw = rawSession()) {
      PartyChannel b = accepted();
      raw.getOutputStream().write(frame(header));
      assertThat(assertCode(() -> b.receive(Words.buffer(4)), code).kind())
          .isEqualTo(ErrorKind.PROTOCOL);
      byte[] answer = raw.getInputStream().readNBytes(FrameHeader.BYTES);
      FrameHeader abort = FrameHeader.get(ByteBuffer.wrap(answer));
      assertThat(abort.type()).isEqualTo(FrameHeader.ABORT);
      assertThat(abort.tag()).isEqualTo(tag());
      assertThat(new String(raw.getInputStream().readNBytes(abort.length()), UTF_8)).contains(code);
    }
  }

  static boolean ended(SSLSocket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static byte[] exchange(PartyChannel c, byte[] data) {
    byte[] in = new byte[data.length];
    c.exchange(ByteBuffer.wrap(data), ByteBuffer.wrap(in));
    return in;
  }

  static byte[] pattern(int size) {
    byte[] data = new byte[size];
    for (int i = 0; i < size; i++) {
      data[i] = (byte) (i * 31 + i / 251);
    }
    return data;
  }

  static LensException assertCode(ThrowingCallable call, String code) {
    LensException e = catchThrowableOfType(LensException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).as(String.valueOf(e.getMessage())).isEqualTo(code);
    return e;
  }
}
