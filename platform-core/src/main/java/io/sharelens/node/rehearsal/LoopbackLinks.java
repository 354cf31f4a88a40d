package io.sharelens.node.rehearsal;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor.Accepted;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.channel.TlsPartyLink;
import io.sharelens.mpc.channel.TlsPartyServer;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.tls.CertificateMaker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Links over TLS on loopback, with certificates that live as long as they do: what a session costs
 * in encryption and in the system's network is the same as between processes of one machine.
 */
public final class LoopbackLinks implements LocalLinks {
  private static final String KIND = "rehearsal";
  private static final byte[] NO_HELLO = {};
  private static final long SECONDS = 20;
  private static final int ROUNDS = 200;

  private final List<TlsIdentity> identities = new ArrayList<>();
  private final Map<Integer, TlsPartyServer> servers = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<PartyChannel>> accepted = new ConcurrentHashMap<>();

  /**
   * @param folder for keys until they are read; deleted again
   */
  public LoopbackLinks(Path folder) {
    try {
      delete(folder);
      new CertificateMaker(Clock.systemUTC(), new SecureRandom())
          .make(folder, List.of(List.of(), List.of(), List.of()));
      for (int n = 1; n <= 3; n++) {
        identities.add(
            TlsIdentity.load(
                folder.resolve("node" + n + ".pem"),
                folder.resolve("node" + n + ".key"),
                folder.resolve("ca.pem")));
      }
      delete(folder);
      for (int n = 2; n <= 3; n++) {
        servers.put(
            n,
            TlsPartyServer.start(
                identities.get(n - 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ChannelLimits.DEFAULT,
                hello -> new Accepted(ChannelLimits.DEFAULT, c -> take(hello, c))));
      }
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot use " + folder, e);
    }
  }

  private void take(SessionHello hello, PartyChannel channel) {
    CompletableFuture<PartyChannel> waiting = accepted.remove(key(hello));
    if (waiting == null || !waiting.complete(channel)) {
      channel.close();
    }
  }

  private static String key(SessionHello hello) {
    return hello.session() + " " + hello.from() + " " + hello.to();
  }

  @Override
  public Session open() {
    UUID id = UUID.randomUUID();
    Link oneTwo = connect(id, 1, 2);
    Link oneThree = connect(id, 1, 3);
    Link twoThree = connect(id, 2, 3);
    return new MemoryLinks.SessionEnds(
        oneTwo.from(), oneThree.from(), oneTwo.to(), twoThree.from(), oneThree.to(), twoThree.to());
  }

  /** Seconds that a round of two parties takes that send each other a few bytes. */
  public double roundSeconds() {
    try (Session session = open()) {
      Thread other = Thread.ofPlatform().daemon().start(() -> rounds(session.end(2, 1)));
      double[] seconds = rounds(session.end(1, 2));
      other.join();
      Arrays.sort(seconds);
      return seconds[seconds.length / 2];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }

  private static double[] rounds(PartyChannel channel) {
    double[] seconds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      channel.exchange(ByteBuffer.allocate(Long.BYTES), ByteBuffer.allocate(Long.BYTES));
      seconds[i] = (System.nanoTime() - start) * 1e-9;
    }
    return seconds;
  }

  private record Link(PartyChannel from, PartyChannel to) {}

  private Link connect(UUID id, int from, int to) {
    TlsPartyServer server = servers.get(to);
    if (server == null) {
      throw LensException.internal("no-channel", "party " + to + " does not listen");
    }
    SessionHello hello = new SessionHello(id, from, to, KIND, NO_HELLO);
    CompletableFuture<PartyChannel> other = new CompletableFuture<>();
    accepted.put(key(hello), other);
    PartyChannel own =
        TlsPartyLink.connect(
            identities.get(from - 1),
            InetAddress.getLoopbackAddress().getHostAddress(),
            server.port(),
            hello,
            ChannelLimits.DEFAULT);
    try {
      return new Link(own, other.get(SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      own.close();
      throw LensException.resources("interrupted", "interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      own.close();
      throw LensException.resources("peer-missing", "no link on loopback", e);
    }
  }

  @Override
  public void close() {
    servers.values().forEach(TlsPartyServer::close);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }
}
