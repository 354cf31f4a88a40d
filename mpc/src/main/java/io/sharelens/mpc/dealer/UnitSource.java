package io.sharelens.mpc.dealer;

import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Units for a stock, out of a session with the dealer that serves nothing else meanwhile. */
public final class UnitSource {
  private final ChannelDealerClient dealer;

  /** Fails if anything that was asked for before has not been read. */
  public UnitSource(ChannelDealerClient dealer) {
    dealer.finish();
    this.dealer = dealer;
  }

  /** This server's seed, which the session's units have in common. */
  public Seed seed() {
    return dealer.seed();
  }

  /**
   * Asks for one more unit; the other server must do the same.
   *
   * @return the request's number, one more than that of the unit before
   */
  public long ask(UnitLabel label) {
    return dealer.ask(label.kind(), label.elements(), label.paramArray()).number();
  }

  /**
   * Receives the oldest unit that was asked for; second server only.
   *
   * @param part takes the unit's corrections piece by piece, none for a unit without
   */
  public void receive(Consumer<ByteBuffer> part) {
    boolean last = false;
    while (!last) {
      ByteBuffer frame = dealer.frame();
      last = DealerProtocol.last(frame);
      if (frame.hasRemaining()) {
        part.accept(frame);
      }
    }
  }
}
