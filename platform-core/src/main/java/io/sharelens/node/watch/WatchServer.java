package io.sharelens.node.watch;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.session.Messages;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers pings. Any node may ask, whatever scheme it has: a difference is just what it wants to
 * see.
 */
public final class WatchServer implements SessionAcceptor {
  private static final Logger LOG = LoggerFactory.getLogger(WatchServer.class);

  /** A node that does not ask for so long is not there any more. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Supplier<SelfNotice> self;

  /**
   * @param self what this node says of itself now
   */
  public WatchServer(Supplier<SelfNotice> self) {
    this.self = self;
  }

  @Override
  public Accepted decide(SessionHello hello) {
    ChannelLimits limits =
        new ChannelLimits(SILENCE, SILENCE, PeerProbe.SESSION.plus(PeerProbe.SESSION));
    return new Accepted(limits, this::serve);
  }

  private void serve(PartyChannel channel) {
    try (channel) {
      Messages messages = new Messages(channel);
      while (true) {
        messages.receive(Ping.class);
        messages.send(self.get());
      }
    } catch (LensException e) {
      LOG.trace("node {} asks no more: {}", channel.peer(), e.getMessage());
    }
  }
}
