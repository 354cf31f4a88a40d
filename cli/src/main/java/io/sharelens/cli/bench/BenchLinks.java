package io.sharelens.cli.bench;

import io.sharelens.link.DelayProxy;
import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.channel.TlsPartyLink;
import io.sharelens.mpc.channel.TlsPartyServer;
import io.sharelens.mpc.error.LensException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The three channels of a bench: S1 to S2, S1 to T, S2 to T, over mutual TLS on loopback, on wish
 * through a proxy at the connecting party that makes the link slower.
 */
final class BenchLinks implements AutoCloseable {
  private static final UUID SESSION = new UUID(0x5ba2e1e45L, 1);
  private static final ChannelLimits LIMITS =
      new ChannelLimits(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofHours(4));
  private static final Duration START = Duration.ofSeconds(60);

  private final BlockingQueue<PartyChannel> incoming = new LinkedBlockingQueue<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final TlsIdentity identity;
  private final List<DelayProxy> proxies = new ArrayList<>();
  private final int role;
  private final boolean proxied;

  BenchLinks(int role, Path folder, boolean proxied) {
    this.role = role;
    this.proxied = proxied;
    Path own = folder.resolve("node" + role);
    identity =
        TlsIdentity.load(own.resolve("node.pem"), own.resolve("node.key"), own.resolve("ca.pem"));
  }

  /** Listens for the channels from lower-numbered parties. */
  void listen(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    open.add(
        TlsPartyServer.start(
            identity, address, LIMITS, hello -> new SessionAcceptor.Accepted(LIMITS, this::hold)));
  }

  /** The channel lives as long as its handler: until the bench is over. */
  private void hold(PartyChannel channel) {
    incoming.add(channel);
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.close();
  }

  PartyChannel accept() {
    try {
      PartyChannel c = incoming.poll(START.toSeconds(), TimeUnit.SECONDS);
      if (c == null) {
        throw LensException.resources("no-peer", "no peer came to party " + role, null);
      }
      return c;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }

  /** How slow the links are that this party opened: S1's to both others, S2's to T. */
  void profile(LinkProfile link) {
    if (!proxied && !link.equals(LinkProfile.NONE)) {
      throw LensException.internal("no-proxy", "a bench without proxies has no slow links");
    }
    proxies.forEach(p -> p.profile(link));
  }

  private int through(int port) {
    if (!proxied) {
      return port;
    }
    DelayProxy proxy =
        DelayProxy.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LinkProfile.NONE);
    proxies.add(proxy);
    open.add(proxy);
    return proxy.port();
  }

  /** Connects, waiting for the peer's process to come up. */
  PartyChannel connect(int peer, int peerPort) {
    int port = through(peerPort);
    SessionHello hello = new SessionHello(SESSION, role, peer, "bench", new byte[] {'{', '}'});
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        PartyChannel c = TlsPartyLink.connect(identity, "127.0.0.1", port, hello, LIMITS);
        open.add(c);
        return c;
      } catch (LensException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }

  @Override
  public void close() {
    done.countDown();
    for (AutoCloseable c : open.reversed()) {
      try {
        c.close();
      } catch (Exception e) {
        throw LensException.resources("no-close", "a link cannot be closed: " + e, e);
      }
    }
  }
}
