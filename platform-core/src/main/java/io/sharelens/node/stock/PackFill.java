package io.sharelens.node.stock;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.UnitSource;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.session.Messages;
import io.sharelens.node.stock.FillOrder.PackOrder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * Fetches packs from the dealer, the same at both servers. Server 2 says of each unit when it has
 * come, so that server 1 does not ask for too much ahead. Server 2 has a pack on disk before server
 * 1 does: a pack that only one has is used by nobody and goes later.
 */
final class PackFill {
  /** Units under way, so that the dealer always has the next one to make. */
  private static final int WINDOW = 8;

  private final StockFolder folder;
  private final UnitSource source;
  private final PartyChannel peer;
  private final Messages messages;

  /**
   * @param source of a session with the dealer that serves nothing else meanwhile
   * @param peer channel to the other server
   */
  PackFill(StockFolder folder, UnitSource source, PartyChannel peer) {
    this.folder = folder;
    this.source = source;
    this.peer = peer;
    this.messages = new Messages(peer);
  }

  /**
   * Server 1's part.
   *
   * @param beforeUnit may wait: the servers ask for the same, so it is a pause for all three nodes
   */
  void lead(PackOrder order, long now, Runnable beforeUnit) {
    try (PackWriter writer = folder.begin(order.id(), order.label(), order.units(), now)) {
      long first = 0;
      long bytes = 0;
      for (int i = 0; i < order.units() + WINDOW; i++) {
        if (i < order.units()) {
          beforeUnit.run();
          long number = source.ask(order.label());
          first = i == 0 ? number : first;
        }
        if (i >= WINDOW) {
          bytes = length();
        }
      }
      messages.awaitAccepted();
      writer.finish(source.seed(), first, bytes);
      folder.add(order.id());
    }
  }

  /**
   * Server 2's part.
   *
   * @param room called with the bytes of the pack so far; throws if they are too many
   */
  void follow(PackOrder order, long now, LongConsumer room) {
    try (PackWriter writer = folder.begin(order.id(), order.label(), order.units(), now)) {
      long first = 0;
      for (int i = 0; i < order.units() + WINDOW; i++) {
        if (i < order.units()) {
          long number = source.ask(order.label());
          first = i == 0 ? number : first;
        }
        if (i >= WINDOW) {
          source.receive(writer::write);
          writer.endUnit();
          room.accept(writer.bytes());
          ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          peer.send(word.putLong(0, writer.unitBytes()));
        }
      }
      writer.finish(source.seed(), first, writer.unitBytes());
      folder.add(order.id());
      messages.accept();
    }
  }

  /** Server 2's word that a unit has come: its bytes there. */
  private long length() {
    ByteBuffer b = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    peer.receive(b);
    long n = b.getLong(0);
    if (n < 0) {
      throw LensException.protocol("bad-unit", "server 2 says that a unit has " + n + " bytes");
    }
    return n;
  }
}
