package io.sharelens.node.stock;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.UnitSource;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.Slots;
import io.sharelens.node.stock.FillOrder.PackOrder;
import java.util.List;
import java.util.UUID;

/** Server 1's side of sessions that fill the stock. */
final class FillLeader {
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

  /** Fills packs at both servers; stands back while searches run. */
  void fill(SessionRun run, List<PackOrder> packs) {
    UUID id = UUID.randomUUID();
    Agreement agreement = node.agreement(node.schemes().serving(), "", Epoch.NONE, "");
    journal.run(
        run,
        id,
        SessionKind.STOCK,
        Epoch.NONE,
        r -> {
          PartyChannel peer = node.open(r, 2, id, SessionKind.STOCK, agreement.hello());
          Messages messages = new Messages(peer);
          messages.send(new FillOrder(packs, folder.ids()));
          messages.awaitAccepted();
          folder.retain(messages.receive(FillOrder.Reply.class).known());
          PartyChannel toDealer = node.open(r, 3, id, SessionKind.STOCK, agreement.hello());
          try (ChannelDealerClient dealer = new ChannelDealerClient(toDealer, node.random())) {
            PackFill fill = new PackFill(folder, new UnitSource(dealer), peer);
            for (PackOrder p : packs) {
              fill.lead(p, node.clock().millis(), slots::standBack);
            }
            dealer.end();
          }
          return Boolean.TRUE;
        });
  }
}
