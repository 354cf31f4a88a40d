package io.sharelens.cli.evaluate;

import io.sharelens.api.StockInfo;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.mpc.error.LensException;

/** Waits until the servers have dealer material for the next search. */
final class StockWait {
  private static final int SERVERS = 2;

  /** After this many looks without a change nothing more will come: there is no more room. */
  private static final int PATIENCE = 100;

  private static final int PAUSE_MILLIS = 100;

  private StockWait() {}

  /** Returns when both servers have enough for one search, or when their stocks stopped growing. */
  static void forOneSearch(AdminClient admin, Progress progress) {
    long last = -1;
    for (int still = 0; still < PATIENCE; ) {
      long units = 0;
      boolean enough = true;
      for (int server = 1; server <= SERVERS; server++) {
        StockInfo stock = admin.stock(server);
        units += stock.lines().stream().mapToLong(StockInfo.Line::units).sum();
        enough &=
            !stock.lines().isEmpty()
                && stock.lines().stream().allMatch(l -> l.units() >= l.perSearch());
      }
      if (enough) {
        return;
      }
      still = units == last ? still + 1 : 0;
      last = units;
      pause();
    }
    progress.stage("the stock does not hold a whole search; the dealer gives the rest");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
  }
}
