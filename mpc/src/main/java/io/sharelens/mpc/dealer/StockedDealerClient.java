package io.sharelens.mpc.dealer;

import java.util.ArrayList;
import java.util.List;

/**
 * Serves blocks from a stock where it has enough of their kind, and asks the dealer for everything
 * else. A request is served by one of the two as a whole, at both servers by the same one.
 */
public final class StockedDealerClient implements DealerClient {
  private final DealerClient live;
  private final int self;
  private final MaterialStock stock;

  /**
   * @param live link to the dealer
   * @param self 1 or 2
   */
  public StockedDealerClient(DealerClient live, int self, MaterialStock stock) {
    this.live = live;
    this.self = self;
    this.stock = stock;
  }

  @Override
  public MaterialReader request(String kind, int count, long... params) {
    return live.request(kind, count, params);
  }

  @Override
  public DealtBlocks blocks(String kind, int count, int blockSize, long... params) {
    if (count == 0) {
      return live.blocks(kind, count, blockSize, params);
    }
    List<StockUnit> units =
        stock.take(UnitLabel.of(kind, blockSize, params), Math.ceilDiv(count, blockSize));
    if (units.isEmpty()) {
      return live.blocks(kind, count, blockSize, params);
    }
    List<SharingReader> readers = new ArrayList<>(units.size());
    for (StockUnit u : units) {
      DealerRequest made = new DealerRequest(u.request(), kind, blockSize, params);
      readers.add(new SharingReader(self, u.corrections(), u.seed(), made));
    }
    return new StockedBlocks(readers, blockSize);
  }

  /** Units of a stock, each with a reader of its own, all of the full size. */
  private record StockedBlocks(List<SharingReader> readers, int blockSize) implements DealtBlocks {
    @Override
    public int count() {
      return readers.size();
    }

    @Override
    public MaterialReader reader(int i) {
      return readers.get(i);
    }

    @Override
    public int size(int i) {
      return blockSize;
    }

    @Override
    public void done() {
      readers.forEach(SharingReader::done);
    }
  }
}
