package io.sharelens.node.stock;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.UnitSource;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.stock.FillOrder.PackOrder;

/** Server 2's side of sessions that fill the stock. */
final class FillFollower implements SessionAcceptor {
  private static final int MAX_UNITS = 1 << 16;

  private final NodeContext node;
  private final SessionJournal journal;
  private final StockFolder folder;
  private final long room;

  /**
   * @param room bytes that packs may use here
   */
  FillFollower(NodeContext node, SessionJournal journal, StockFolder folder, long room) {
    this.node = node;
    this.journal = journal;
    this.folder = folder;
    this.room = room;
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 fills the stock");
    }
    node.agreement(node.schemes().serving(), "", Epoch.NONE, "")
        .requireSame(Agreement.read(hello.hello()), hello.from());
    return new Accepted(node.channelLimits(hello.kind()), channel -> serve(hello, channel));
  }

  private void serve(SessionHello hello, PartyChannel channel) {
    journal.run(
        hello.session(),
        hello.kind(),
        Epoch.NONE,
        run -> {
          PartyChannel peer = run.watch(channel);
          Messages messages = new Messages(peer);
          FillOrder order = messages.receive(FillOrder.class);
          folder.retain(order.known());
          try {
            check(order);
          } catch (LensException e) {
            messages.refuse(e);
            throw e;
          }
          messages.accept();
          messages.send(new FillOrder.Reply(folder.ids()));
          try (ChannelDealerClient dealer =
              new ChannelDealerClient(node.openThird(run, hello), node.random())) {
            PackFill fill = new PackFill(folder, new UnitSource(dealer), peer);
            for (PackOrder p : order.packs()) {
              fill.follow(p, node.clock().millis(), this::requireRoom);
            }
            dealer.end();
          }
          return Boolean.TRUE;
        });
  }

  private void check(FillOrder order) {
    for (PackOrder p : order.packs()) {
      if (p.units() < 1 || p.units() > MAX_UNITS) {
        throw LensException.protocol("bad-stock-order", "a pack of " + p.units() + " units");
      }
    }
    requireRoom(0);
  }

  private void requireRoom(long more) {
    if (folder.bytes() + more > room) {
      throw LensException.resources(
          "stock-full", "node 2 may keep " + (room >> 20) + " MiB of dealer material", null);
    }
  }
}
