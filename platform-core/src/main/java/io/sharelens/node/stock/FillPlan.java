package io.sharelens.node.stock;

import io.sharelens.node.stock.FillOrder.PackOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What to fill next: of all labels that searches ask for, the one that lasts for the fewest
 * searches, until all last for {@value #SEARCHES} or the room is used up.
 */
final class FillPlan {
  /** More than this is not kept ready. */
  static final int SEARCHES = 32;

  private static final long PACK_BYTES = 8 << 20;
  private static final int PACK_UNITS = 256;

  /** Units of a label whose size is not known yet. */
  private static final int FIRST_UNITS = 4;

  private static final int SESSION_PACKS = 8;

  private final long room;
  private final Supplier<UUID> ids;

  /**
   * @param room bytes that server 2 may use
   */
  FillPlan(long room, Supplier<UUID> ids) {
    this.room = room;
    this.ids = ids;
  }

  /**
   * Packs for one session; empty if there is nothing to do.
   *
   * @param bytes in use
   */
  List<PackOrder> next(List<StockLine> lines, long bytes) {
    List<PackOrder> orders = new ArrayList<>();
    List<StockLine> have = new ArrayList<>(lines);
    have.removeIf(l -> l.perSearch() <= 0);
    while (orders.size() < SESSION_PACKS && !have.isEmpty()) {
      StockLine least = Collections.min(have, Comparator.comparingDouble(FillPlan::searches));
      int units = units(least);
      bytes += units * least.unitBytes();
      if (units <= 0 || bytes > room) {
        return orders;
      }
      orders.add(new PackOrder(ids.get(), least.label(), units));
      have.remove(least);
      if (least.unitBytes() > 0) {
        have.add(least.plus(units));
      }
    }
    return orders;
  }

  /** Searches that a label lasts for. */
  private static double searches(StockLine line) {
    return line.units() / line.perSearch();
  }

  private static int units(StockLine line) {
    long wanted = (long) Math.ceil((SEARCHES - searches(line)) * line.perSearch());
    long fitting = line.unitBytes() == 0 ? FIRST_UNITS : Math.max(1, PACK_BYTES / line.unitBytes());
    return (int) Math.min(PACK_UNITS, Math.min(wanted, fitting));
  }
}
