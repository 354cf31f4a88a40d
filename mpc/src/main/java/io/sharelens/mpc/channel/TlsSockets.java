package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings and errors that both ends of a TLS link have in common. */
final class TlsSockets {
  private static final Logger LOG = LoggerFactory.getLogger(TlsSockets.class);
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("party-watchdog").factory();

  /** Ends what takes too long. Its tasks never wait. */
  static final ScheduledExecutorService WATCHDOG = watchdog();

  private static final int FAREWELL_MILLIS = 500;
  private static final int FAREWELL_BYTES = 4096;

  private TlsSockets() {}

  private static ScheduledExecutorService watchdog() {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, THREADS);
    pool.setRemoveOnCancelPolicy(true);
    return Executors.unconfigurableScheduledExecutorService(pool);
  }

  /** TLS 1.3 only, with a certificate from both sides; AES-128 first, which is the fastest. */
  static void configure(SSLSocket socket) {
    SSLParameters p = socket.getSSLParameters();
    p.setProtocols(new String[] {"TLSv1.3"});
    p.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
    if (!socket.getUseClientMode()) {
      p.setNeedClientAuth(true);
    }
    socket.setSSLParameters(p);
  }

  /** Closes without a word; safe from any thread, wakes whoever waits on the socket. */
  static void drop(Socket raw) {
    try {
      raw.close();
    } catch (IOException e) {
      LOG.debug("closing a party connection failed", e);
    }
  }

  /**
   * Lets a refused peer read why: closing at once, with bytes of its own unread, would reset the
   * connection before it does. Waits for it a moment only.
   */
  static void finish(Socket raw) {
    try {
      raw.setSoTimeout(FAREWELL_MILLIS);
      raw.shutdownOutput();
      InputStream in = raw.getInputStream();
      byte[] unread = new byte[FAREWELL_BYTES];
      long end = System.nanoTime() + FAREWELL_MILLIS * 1_000_000L;
      while (in.read(unread) >= 0 && System.nanoTime() - end < 0) {
        // Nothing of it is wanted.
      }
    } catch (IOException e) {
      LOG.debug("a refused peer left first", e);
    }
  }

  /** What an error before the session is open means. */
  static LensException refused(String peer, IOException e) {
    if (e instanceof SSLException && !(e.getCause() instanceof SocketTimeoutException)) {
      return new LensException(
          ErrorKind.PROTOCOL,
          "tls-refused",
          "no mutual TLS 1.3 with " + peer + ": " + e.getMessage(),
          e);
    }
    if (e instanceof EOFException) {
      return LensException.resources(
          "peer-lost", peer + " closed the connection during the handshake", e);
    }
    return LensException.resources(
        "peer-unreachable", peer + " does not answer: " + e.getMessage(), e);
  }
}
