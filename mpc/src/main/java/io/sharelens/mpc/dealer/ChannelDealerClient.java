package io.sharelens.mpc.dealer;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A server's link to a {@link DealerService} over a channel. Several requests may be under way; the
 * material of one is read when that of all before was.
 */
public final class ChannelDealerClient implements DealerClient, AutoCloseable {
  private static final long[] NONE = {};
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final PartyChannel dealer;
  private final MaterialInbox inbox;
  private final Seed seed;
  private final Deque<SharingReader> unread = new ArrayDeque<>();
  private long next;

  /**
   * Opens the dealer's session: sends a nonce, gets the session seed.
   *
   * @param dealer channel to the dealer; {@code dealer.self()} is 1 or 2
   */
  public ChannelDealerClient(PartyChannel dealer, SecureRandom random) {
    this.dealer = dealer;
    this.inbox = new MaterialInbox(dealer);
    byte[] nonce = new byte[DealerProtocol.NONCE_BYTES];
    random.nextBytes(nonce);
    dealer.send(ByteBuffer.wrap(nonce));
    ByteBuffer key = ByteBuffer.allocate(Seed.BYTES);
    dealer.receive(key);
    this.seed = Seed.of(key.array());
  }

  @Override
  public MaterialReader request(String kind, int count, long... params) {
    DealerRequest r = ask(kind, count, params);
    Stream stream = new Stream();
    SharingReader reader = new SharingReader(dealer.self(), stream, seed, r);
    if (dealer.self() == 2) {
      stream.reader = reader;
      unread.add(reader);
    }
    return reader;
  }

  /** Sends a request; at the second server its material will come by {@link #frame}. */
  DealerRequest ask(String kind, int count, long... params) {
    DealerRequest r = new DealerRequest(next++, kind, count, params);
    dealer.send(DealerProtocol.encode(r));
    if (dealer.self() == 2) {
      inbox.expect();
    }
    return r;
  }

  /** The next frame of corrections, whichever request it belongs to; second server only. */
  ByteBuffer frame() {
    return inbox.next();
  }

  /** Fails if anything that was asked for has not been read. */
  void finish() {
    while (!unread.isEmpty()) {
      unread.element().done();
      unread.remove();
    }
  }

  /** Seed of this session. */
  Seed seed() {
    return seed;
  }

  /** 1 or 2. */
  int self() {
    return dealer.self();
  }

  /** Tells the dealer that this session needs no more; call once, after the last request. */
  public void end() {
    finish();
    dealer.send(DealerProtocol.encode(new DealerRequest(next++, DealerProtocol.END, 0, NONE)));
    close();
  }

  /** Stops reading; for sessions that fail before their {@link #end}. */
  @Override
  public void close() {
    inbox.close();
  }

  /** Corrections of one request out of the one stream that all requests have. */
  private final class Stream implements Corrections {
    private @Nullable SharingReader reader;
    private boolean ended;

    @Override
    public ByteBuffer next() {
      if (ended) {
        return NOTHING;
      }
      while (unread.element() != reader) {
        unread.element().done();
        unread.remove();
      }
      ByteBuffer frame = inbox.next();
      ended = DealerProtocol.last(frame);
      return frame;
    }
  }
}
