package io.sharelens.node.stock;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.UnitSource;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.Slots;
import io.sharelens.node.stock.FillOrder.PackOrder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;

/** Server 1's side of sessions that fill the stock. */
final class FillLeader {
  /** Units under way, so that the dealer always has the next one to make. */
  static final int WINDOW = 8;

  private final NodeContext node;
  private final SessionJournal journal;
  private final StockFolder folder;
  private final Slots slots;

  FillLeader(NodeContext node, SessionJournal journal, StockFolder folder, Slots slots) {
    this.node = node;
    this.journal = journal;
    this.folder = folder;
    this.slots = slots;
  }

  /**
   * Fills packs at both servers. Server 2 has each pack on disk before server 1 does: a pack that
   * only one has is used by nobody and goes in the next session.
   */
  void fill(SessionRun run, List<PackOrder> packs) {
    UUID id = UUID.randomUUID();
    Agreement agreement = node.agreement("", Epoch.NONE, "");
    journal.run(
        run,
        id,
        SessionKind.STOCK,
        Epoch.NONE,
        r -> {
          PartyChannel peer = open(r, 2, id, agreement);
          Messages messages = new Messages(peer);
          messages.send(new FillOrder(packs, folder.ids()));
          messages.awaitAccepted();
          folder.retain(messages.receive(FillOrder.Reply.class).known());
          PartyChannel toDealer = open(r, 3, id, agreement);
          try (ChannelDealerClient dealer = new ChannelDealerClient(toDealer, node.random())) {
            UnitSource source = new UnitSource(dealer);
            for (PackOrder p : packs) {
              fill(p, source, peer, messages);
            }
            dealer.end();
          }
          return Boolean.TRUE;
        });
  }

  private void fill(PackOrder order, UnitSource source, PartyChannel peer, Messages messages) {
    try (PackWriter writer =
        folder.begin(order.id(), order.label(), order.units(), node.clock().millis())) {
      long first = 0;
      long bytes = 0;
      for (int i = 0; i < order.units() + WINDOW; i++) {
        if (i < order.units()) {
          // The servers ask for the same, so that a pause here is one for all three.
          slots.standBack();
          long number = source.ask(order.label());
          first = i == 0 ? number : first;
        }
        if (i >= WINDOW) {
          bytes = length(peer);
        }
      }
      messages.awaitAccepted();
      writer.finish(source.seed(), first, bytes);
      folder.add(order.id());
    }
  }

  /** Server 2's word that a unit has come: its bytes there. */
  private static long length(PartyChannel peer) {
    ByteBuffer b = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    peer.receive(b);
    long n = b.getLong(0);
    if (n < 0) {
      throw LensException.protocol("bad-unit", "server 2 says that a unit has " + n + " bytes");
    }
    return n;
  }

  private PartyChannel open(SessionRun run, int party, UUID id, Agreement agreement) {
    try {
      return run.watch(
          node.network()
              .open(
                  party,
                  id,
                  SessionKind.STOCK,
                  agreement.hello(),
                  node.channelLimits(SessionKind.STOCK)));
    } catch (LensException e) {
      run.blame(party);
      throw e;
    }
  }
}
