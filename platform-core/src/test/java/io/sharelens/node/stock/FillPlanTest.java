package io.sharelens.node.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.dealer.UnitLabel;
import io.sharelens.node.stock.FillOrder.PackOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FillPlanTest {
  private static final long ROOM = 100 << 20;

  private static UnitLabel label(String kind) {
    return new UnitLabel(kind, 64, List.of());
  }

  private static List<PackOrder> plan(long room, long bytes, StockLine... lines) {
    return new FillPlan(room, UUID::randomUUID).next(List.of(lines), bytes);
  }

  @Test
  void fillsWhatLastsForTheFewestSearches() {
    List<PackOrder> orders =
        plan(
            ROOM,
            0,
            new StockLine(label("much"), 1000, 1 << 20, 100),
            new StockLine(label("little"), 5, 1 << 20, 1),
            new StockLine(label("stale"), 0, 1 << 20, 0));
    assertThat(orders.getFirst().label()).isEqualTo(label("little"));
    Map<UnitLabel, Integer> units = new HashMap<>();
    orders.forEach(o -> units.merge(o.label(), o.units(), Integer::sum));
    assertThat(units).containsOnlyKeys(label("little"), label("much"));
    assertThat(units.get(label("little"))).isLessThanOrEqualTo(27);
  }

  @Test
  void staysInItsRoom() {
    assertThat(plan(ROOM, ROOM, new StockLine(label("a"), 0, 1 << 20, 4))).isEmpty();
    long planned =
        plan(ROOM, ROOM - (20 << 20), new StockLine(label("a"), 0, 1 << 20, 40)).stream()
            .mapToLong(PackOrder::units)
            .sum();
    assertThat(planned).isBetween(1L, 20L);
  }

  @Test
  void stopsWhenThereIsEnough() {
    assertThat(plan(ROOM, 0, new StockLine(label("a"), 4 * FillPlan.SEARCHES, 100, 4))).isEmpty();
  }

  @Test
  void learnsTheSizeOfUnitsFromASmallPack() {
    List<PackOrder> orders = plan(ROOM, 0, new StockLine(label("new"), 0, 0, 50));
    assertThat(orders).hasSize(1);
    assertThat(orders.getFirst().units()).isLessThan(50);
  }
}
