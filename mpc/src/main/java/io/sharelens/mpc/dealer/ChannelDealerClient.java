package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A server's link to a {@link DealerService} over a channel. */
public final class ChannelDealerClient implements DealerClient {
  private final PartyChannel dealer;
  private final Seed seed;
  private long next;
  private @Nullable SharingReader current;

  /**
   * Opens the dealer's session: sends a nonce, gets the session seed.
   *
   * @param dealer channel to the dealer; {@code dealer.self()} is 1 or 2
   */
  public ChannelDealerClient(PartyChannel dealer, SecureRandom random) {
    this.dealer = dealer;
    byte[] nonce = new byte[DealerProtocol.NONCE_BYTES];
    random.nextBytes(nonce);
    dealer.send(ByteBuffer.wrap(nonce));
    ByteBuffer key = ByteBuffer.allocate(Seed.BYTES);
    dealer.receive(key);
    this.seed = Seed.of(key.array());
  }

  @Override
  public MaterialReader request(String kind, int count, long... params) {
    return open(ask(kind, count, params), this::correction);
  }

  /** Sends a request whose material is read later, or now by {@link #correction}. */
  DealerRequest ask(String kind, int count, long... params) {
    DealerRequest r = new DealerRequest(next++, kind, count, params);
    dealer.send(DealerProtocol.encode(r));
    return r;
  }

  /** The next block of corrections of what was asked for; second server only. */
  ByteBuffer correction() {
    return dealer.receive(DealerProtocol.BLOCK_BYTES);
  }

  /** Opens the material of a request that was sent; the one before must have been read whole. */
  SharingReader open(DealerRequest request, SharingReader.Blocks blocks) {
    if (current != null) {
      current.done();
    }
    current = new SharingReader(dealer.self(), blocks, seed, request);
    return current;
  }

  /** 1 or 2. */
  int self() {
    return dealer.self();
  }

  /** Tells the dealer that this session needs no more; call once, after the last request. */
  public void end() {
    if (current != null) {
      current.done();
      current = null;
    }
    dealer.send(DealerProtocol.encode(new DealerRequest(next++, DealerProtocol.END, 0, NONE)));
  }

  private static final long[] NONE = {};
}
