package io.sharelens.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lamport's clock of one party and what it received: a message carries the length of the longest
 * chain of messages that it may depend on. The longest chain of a session is the number of rounds
 * that it cannot do without, where no round is streamed in several frames.
 */
final class MessageClock {
  private final List<ThreeRun.Message> received = new ArrayList<>();
  private int now;

  /** Times of the messages under way on one link, in both directions. */
  static final class Link {
    private final Queue<Integer> up = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> down = new ConcurrentLinkedQueue<>();

    private Queue<Integer> from(int sender, int receiver) {
      return sender < receiver ? up : down;
    }
  }

  void sent(Link link, int self, int peer) {
    link.from(self, peer).add(now + 1);
  }

  void received(Link link, int self, int peer, byte[] payload) {
    Integer time = link.from(peer, self).remove();
    now = Math.max(now, time);
    received.add(new ThreeRun.Message(peer, payload));
  }

  /** A session's agreement on seeds is not counted. */
  void forget() {
    now = 0;
    received.clear();
  }

  int longest() {
    return now;
  }

  List<ThreeRun.Message> received() {
    return List.copyOf(received);
  }
}
