package io.sharelens.node.rehearsal;

import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import java.time.Duration;

/** Links in memory, counted as those over TLS are. */
public final class MemoryLinks implements LocalLinks {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public Session open() {
    InMemoryChannel.Pair oneTwo = InMemoryChannel.pair(1, 2, LONGEST);
    InMemoryChannel.Pair twoThree = InMemoryChannel.pair(2, 3, LONGEST);
    InMemoryChannel.Pair oneThree = InMemoryChannel.pair(1, 3, LONGEST);
    return new SessionEnds(
        oneTwo.first(),
        oneThree.first(),
        oneTwo.second(),
        twoThree.first(),
        oneThree.second(),
        twoThree.second());
  }

  @Override
  public void close() {
    // Links in memory end with their session.
  }

  /** Ends of three links, by party. */
  record SessionEnds(
      PartyChannel oneToTwo,
      PartyChannel oneToThree,
      PartyChannel twoToOne,
      PartyChannel twoToThree,
      PartyChannel threeToOne,
      PartyChannel threeToTwo)
      implements Session {
    @Override
    public PartyChannel end(int self, int peer) {
      return switch (self) {
        case 1 -> peer == 2 ? oneToTwo : oneToThree;
        case 2 -> peer == 1 ? twoToOne : twoToThree;
        default -> peer == 1 ? threeToOne : threeToTwo;
      };
    }

    @Override
    public void close() {
      for (int self = 1; self <= 3; self++) {
        for (int peer = 1; peer <= 3; peer++) {
          if (peer != self) {
            end(self, peer).close();
          }
        }
      }
    }
  }
}
