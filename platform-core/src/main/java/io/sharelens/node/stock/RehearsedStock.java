package io.sharelens.node.stock;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.dealer.StockUnit;
import io.sharelens.mpc.dealer.UnitLabel;
import io.sharelens.mpc.dealer.UnitSource;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.stock.FillOrder.PackOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stock for measurements, with the packs, the log and the encryption of a real one: it notes what
 * a protocol asks for, and {@link #stock} fetches just that over the same session, so that the same
 * can be timed without the dealer. Both servers do the same steps.
 */
public final class RehearsedStock implements MaterialStock, AutoCloseable {
  private static final int PACK_UNITS = 64;
  private static final long PACKS = 0x5354_4f43_4bL;

  private final StockFolder folder;
  private final int self;
  private final ChannelDealerClient dealer;
  private final PartyChannel peer;
  private final Map<UnitLabel, Integer> noted = new LinkedHashMap<>();
  private Stock.@Nullable Lease lease;
  private long packs;
  private int times = 1;

  /**
   * @param folder empty, for packs and key
   * @param dealer this server's session with the dealer
   * @param peer channel to the other server
   */
  public RehearsedStock(
      Path folder, ChannelDealerClient dealer, PartyChannel peer, SecureRandom random) {
    this.self = peer.self();
    this.dealer = dealer;
    this.peer = peer;
    this.folder =
        new StockFolder(
            folder.resolve("stock"), folder.resolve("stock.key"), self, "rehearsed", random);
  }

  @Override
  public List<StockUnit> take(UnitLabel label, int units) {
    if (lease == null) {
      noted.merge(label, units, Integer::sum);
      return List.of();
    }
    List<StockUnit> taken = lease.take(label, units);
    if (taken.isEmpty() && times == 1) {
      throw LensException.internal(
          "stock-short", "nobody noted that " + units + " of " + label + " would be asked for");
    }
    return taken;
  }

  /**
   * Fetches what was asked for since the last {@link #forget}: from now on it is served.
   *
   * @param howOften 1 where the protocol will ask for the same, so that asking for more is an
   *     error; more often where what it asks for varies, and the dealer serves what exceeds the
   *     stock
   * @return bytes of corrections now in stock (0 at the first server, whose material is a seed)
   */
  public long stock(int howOften) {
    times = howOften;
    PackFill fill = new PackFill(folder, new UnitSource(dealer), peer);
    List<PackOffer> offers = new ArrayList<>();
    noted.forEach(
        (label, units) -> {
          for (int left = times * units; left > 0; left -= PACK_UNITS) {
            UUID id = new UUID(PACKS, packs++);
            PackOrder order = new PackOrder(id, label, Math.min(left, PACK_UNITS));
            long now = Clock.systemUTC().millis();
            if (self == 1) {
              fill.lead(order, now, () -> {});
            } else {
              fill.follow(order, now, bytes -> {});
            }
            offers.add(new PackOffer(id, 0));
          }
        });
    folder.demand().note(noted);
    lease = folder.lease(offers);
    return self == 1 ? 0 : folder.bytes();
  }

  /** Drops the stock and what was noted: the next {@link #stock} repeats only what comes after. */
  public void forget() {
    Stock.Lease l = lease;
    lease = null;
    if (l != null) {
      l.close();
    }
    folder.clear();
    noted.clear();
  }

  @Override
  public void close() {
    forget();
    folder.close();
  }
}
