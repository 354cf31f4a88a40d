package io.sharelens.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only lower bounds of time are asserted: those hold on a busy machine too. */
@Timeout(60)
class DelayProxyTest {
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private DelayProxy proxy(LinkProfile profile) {
    return DelayProxy.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), profile);
  }

  private static Socket connect(DelayProxy proxy) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  @Test
  void everyRoundTripTakesTheDelayTwice() throws Exception {
    try (DelayProxy proxy = proxy(new LinkProfile("t", 20, 0));
        Socket near = connect(proxy);
        Socket far = server.accept()) {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      long start = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        near.getOutputStream().write(i);
        assertThat(far.getInputStream().read()).isEqualTo(i);
        far.getOutputStream().write(i + 7);
        assertThat(near.getInputStream().read()).isEqualTo(i + 7);
      }
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3 * 2 * 20_000_000L);
    }
  }

  @Test
  void profileCanChangeWhileConnected() throws Exception {
    try (DelayProxy proxy = proxy(LinkProfile.NONE);
        Socket near = connect(proxy);
        Socket far = server.accept()) {
      near.getOutputStream().write(1);
      assertThat(far.getInputStream().read()).isEqualTo(1);
      proxy.profile(new LinkProfile("t", 50, 0));
      long start = System.nanoTime();
      near.getOutputStream().write(2);
      assertThat(far.getInputStream().read()).isEqualTo(2);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000L);
    }
  }

  @Test
  void bandwidthIsLimitedAndOrderKept() throws Exception {
    int words = 100_000;
    // 400,000 bytes at 16 Mbit/s take 0.2 s, in each direction at the same time.
    try (DelayProxy proxy = proxy(new LinkProfile("t", 0, 16));
        Socket near = connect(proxy);
        Socket far = server.accept()) {
      long start = System.nanoTime();
      CompletableFuture<Void> there = CompletableFuture.runAsync(() -> write(near, words));
      CompletableFuture<Void> back = CompletableFuture.runAsync(() -> write(far, words));
      assertThat(inOrder(far, words)).isTrue();
      assertThat(inOrder(near, words)).isTrue();
      there.join();
      back.join();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
    }
  }

  private static void write(Socket socket, int words) {
    try {
      var out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
      for (int i = 0; i < words; i++) {
        out.writeInt(i);
      }
      out.flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean inOrder(Socket socket, int words) throws IOException {
    var in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    for (int i = 0; i < words; i++) {
      if (in.readInt() != i) {
        return false;
      }
    }
    return true;
  }

  /** What was sent before the end arrives; the other direction stays open until it ends too. */
  @Test
  void endOfAStreamIsPassedOn() throws Exception {
    try (DelayProxy proxy = proxy(new LinkProfile("t", 10, 0));
        Socket near = connect(proxy);
        Socket far = server.accept()) {
      near.getOutputStream().write(5);
      near.shutdownOutput();
      assertThat(far.getInputStream().read()).isEqualTo(5);
      assertThat(far.getInputStream().read()).isEqualTo(-1);
      far.getOutputStream().write(6);
      far.close();
      assertThat(near.getInputStream().read()).isEqualTo(6);
      assertThat(near.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aTargetThatIsGoneEndsTheConnection() throws Exception {
    server.close();
    try (DelayProxy proxy = proxy(LinkProfile.NONE);
        Socket near = connect(proxy)) {
      assertThat(ended(near)).isTrue();
    }
  }

  @Test
  void closingTheProxyEndsBothSides() throws Exception {
    try (DelayProxy proxy = proxy(LinkProfile.NONE);
        Socket near = connect(proxy);
        Socket far = server.accept()) {
      near.getOutputStream().write(1);
      assertThat(far.getInputStream().read()).isEqualTo(1);
      proxy.close();
      assertThat(ended(near)).isTrue();
      assertThat(ended(far)).isTrue();
    }
  }

  private static boolean ended(Socket s) {
    try {
      return s.getInputStream().read() == -1;
    } catch (IOException reset) {
      return true;
    }
  }
}
