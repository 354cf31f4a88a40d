package io.sharelens.node.stock;

import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.StockConfig;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.Slots;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stock of one node with what fills it: server 1 leads, server 2 follows, a dealer has none.
 */
public final class Stocks implements AutoCloseable {
  private final Stock stock;
  private final @Nullable StockFiller filler;
  private final @Nullable SessionAcceptor acceptor;

  private Stocks(Stock stock, @Nullable StockFiller filler, @Nullable SessionAcceptor acceptor) {
    this.stock = stock;
    this.filler = filler;
    this.acceptor = acceptor;
  }

  /**
   * Opens the stock if the configuration has one.
   *
   * @param version of this software
   * @param busy whether batch work is under way
   * @throws io.sharelens.mpc.error.LensException if folder or key cannot be used
   */
  public static Stocks of(
      NodeConfig config,
      String version,
      NodeContext node,
      SessionJournal journal,
      Slots slots,
      BooleanSupplier busy) {
    StockConfig c = config.stock();
    if (c == null || c.megabytes() == 0 || !config.holdsPictures()) {
      return new Stocks(Stock.OFF, null, null);
    }
    String maker =
        CanonicalJson.digest(new Maker(version, node.schemes().target().plugins().toString()));
    StockFolder folder =
        new StockFolder(c.folder(), c.keyFile(), node.node(), maker, node.random());
    long room = (long) c.megabytes() << 20;
    if (node.node() == 1) {
      FillLeader leader = new FillLeader(node, journal, folder, slots);
      return new Stocks(folder, new StockFiller(folder, room, leader, slots, busy), null);
    }
    return new Stocks(folder, null, new FillFollower(node, journal, folder, room));
  }

  private record Maker(String version, String plugins) {}

  /** What searches take from. */
  public Stock stock() {
    return stock;
  }

  /** For sessions that fill; only at server 2, if it has a stock. */
  public Optional<SessionAcceptor> acceptor() {
    return Optional.ofNullable(acceptor);
  }

  public void start() {
    if (filler != null) {
      filler.start();
    }
  }

  /** Stops filling; the stock itself stays usable until {@link #close}. */
  public void stopFilling() {
    if (filler != null) {
      filler.close();
    }
  }

  @Override
  public void close() {
    stock.close();
  }
}
