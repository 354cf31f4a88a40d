package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.UnitLabel;
import java.util.List;
import java.util.UUID;

/**
 * What one session fills; sent by server 1.
 *
 * @param packs to be made, one after the other
 * @param known packs that server 1 has: server 2 removes others
 */
record FillOrder(List<PackOrder> packs, List<UUID> known) {
  FillOrder {
    packs = List.copyOf(packs);
    known = List.copyOf(known);
  }

  /**
   * @param id of the pack, never used before
   * @param label what each unit is
   * @param units in the pack
   */
  record PackOrder(UUID id, UnitLabel label, int units) {}

  /**
   * Server 2's answer.
   *
   * @param known packs that it has: server 1 removes others
   */
  record Reply(List<UUID> known) {
    Reply {
      known = List.copyOf(known);
    }
  }
}
