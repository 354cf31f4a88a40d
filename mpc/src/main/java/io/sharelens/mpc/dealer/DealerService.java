package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The dealer's side of one session: compares the two servers' requests and serves them, one after
 * the other. It sees no share; what it learns is the sequence of kinds and counts.
 */
public final class DealerService {
  private final PartyChannel first;
  private final PartyChannel second;
  private final Map<String, Correlation> kinds;
  private final MaskRows rows;
  private final SecureRandom random;
  private final Map<String, Long> served = new TreeMap<>();

  /**
   * @param first channel to server 1
   * @param second channel to server 2
   * @param correlations all kinds that this session may ask for, names unique
   * @param rows memory of masked rows
   * @param random source of the session's secrets
   */
  public DealerService(
      PartyChannel first,
      PartyChannel second,
      Collection<Correlation> correlations,
      MaskRows rows,
      SecureRandom random) {
    this.first = first;
    this.second = second;
    this.kinds =
        correlations.stream().collect(Collectors.toMap(Correlation::kind, Function.identity()));
    this.rows = rows;
    this.random = random;
  }

  /** Serves until both servers end the session; any difference between them ends it for all. */
  public void run() {
    try (MaterialSender material = new MaterialSender(second)) {
      serve(material);
    } catch (RuntimeException e) {
      first.abort("dealer: " + e.getMessage());
      second.abort("dealer: " + e.getMessage());
      throw e;
    }
  }

  private void serve(MaterialSender material) {
    ByteBuffer nonce1 = ByteBuffer.allocate(DealerProtocol.NONCE_BYTES);
    ByteBuffer nonce2 = ByteBuffer.allocate(DealerProtocol.NONCE_BYTES);
    first.receive(nonce1);
    second.receive(nonce2);
    byte[] master = new byte[32];
    random.nextBytes(master);
    Seed seed1 = DealerProtocol.sessionSeed(master, 1, nonce1.array(), nonce2.array());
    Seed seed2 = DealerProtocol.sessionSeed(master, 2, nonce1.array(), nonce2.array());
    Seed own = DealerProtocol.sessionSeed(master, 3, nonce1.array(), nonce2.array());
    first.send(ByteBuffer.wrap(seed1.bytes()));
    second.send(ByteBuffer.wrap(seed2.bytes()));
    for (long expected = 0; ; expected++) {
      DealerRequest r = DealerProtocol.decode(first.receive(DealerProtocol.REQUEST_LIMIT));
      DealerRequest twin = DealerProtocol.decode(second.receive(DealerProtocol.REQUEST_LIMIT));
      if (!r.equals(twin) || r.number() != expected) {
        throw LensException.protocol(
            "dealer-requests-differ",
            "server 1 asks for " + r + ", server 2 for " + twin + ", expected #" + expected);
      }
      if (r.kind().equals(DealerProtocol.END)) {
        return;
      }
      Correlation kind = kinds.get(r.kind());
      if (kind == null) {
        throw LensException.protocol(
            "unknown-correlation", "no correlation '" + r.kind() + "'; known: " + kinds.keySet());
      }
      SharingWriter out = new SharingWriter(material, seed1, seed2, own, r.number());
      kind.deal(r, out, rows);
      out.end();
      served.merge(r.kind(), (long) r.count(), Long::sum);
    }
  }

  /** Elements served so far, by kind. */
  public Map<String, Long> served() {
    return Map.copyOf(served);
  }
}
