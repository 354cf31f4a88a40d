package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.StockUnit;
import io.sharelens.mpc.dealer.UnitLabel;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The packs that one session may use, and no other session meanwhile. Both servers hold the same
 * ones from the same units on. Units are noted as used up, on disk, before they are handed out;
 * what was noted and not handed out is given back by a session that ends well, never by one that
 * does not. One thread uses it.
 */
final class StockLease implements Stock.Lease {
  private final StockFolder folder;
  private final Map<UUID, Held> held = new LinkedHashMap<>();
  private final Map<UnitLabel, Integer> used = new HashMap<>();
  private boolean succeeded;

  /** A pack here: the next unit to hand out, and those noted as used up. */
  static final class Held {
    final Pack pack;
    int next;
    int noted;

    Held(Pack pack, int from) {
      this.pack = pack;
      this.next = from;
      this.noted = from;
    }

    int left() {
      return pack.units() - next;
    }
  }

  StockLease(StockFolder folder, List<Held> packs) {
    this.folder = folder;
    packs.forEach(h -> held.put(h.pack.id(), h));
  }

  @Override
  public List<PackOffer> offers() {
    return held.values().stream().map(h -> new PackOffer(h.pack.id(), h.next)).toList();
  }

  @Override
  public void narrow(List<PackOffer> chosen) {
    Map<UUID, Held> kept = new LinkedHashMap<>();
    for (PackOffer c : chosen) {
      Held h = held.get(c.pack());
      if (h == null
          || c.from() < h.next
          || c.from() > h.pack.units()
          || kept.put(c.pack(), h) != null) {
        throw LensException.protocol(
            "bad-stock-choice", "the other server chose pack " + c.pack() + " from " + c.from());
      }
    }
    for (PackOffer c : chosen) {
      Objects.requireNonNull(kept.get(c.pack())).next = c.from();
    }
    held.keySet().removeAll(kept.keySet());
    folder.release(held.values(), true);
    held.clear();
    held.putAll(kept);
    foresee();
  }

  /** Notes what a search usually needs as used up, in one go: once to disk instead of often. */
  void foresee() {
    Map<UUID, Integer> marks = new HashMap<>();
    folder
        .demand()
        .perSearch()
        .forEach((label, units) -> note(label, (int) Math.ceil(units), marks));
    folder.spent(marks);
  }

  @Override
  public List<StockUnit> take(UnitLabel label, int units) {
    used.merge(label, units, Integer::sum);
    long left =
        held.values().stream()
            .filter(h -> h.pack.label().equals(label))
            .mapToLong(Held::left)
            .sum();
    if (left < units) {
      folder.missed(units);
      return List.of();
    }
    Map<UUID, Integer> marks = new HashMap<>();
    note(label, units, marks);
    folder.spent(marks);
    List<StockUnit> taken = new ArrayList<>(units);
    for (Held h : held.values()) {
      while (h.pack.label().equals(label) && taken.size() < units && h.left() > 0) {
        taken.add(h.pack.unit(h.next++));
      }
    }
    folder.served(units);
    return taken;
  }

  /** Collects the marks that the next {@code units} of a label need. */
  private void note(UnitLabel label, int units, Map<UUID, Integer> marks) {
    for (Held h : held.values()) {
      if (units > 0 && h.pack.label().equals(label)) {
        int n = Math.min(units, h.left());
        units -= n;
        if (h.next + n > h.noted) {
          h.noted = h.next + n;
          marks.put(h.pack.id(), h.noted);
        }
      }
    }
  }

  @Override
  public void succeeded() {
    succeeded = true;
    folder.demand().note(used);
  }

  @Override
  public void close() {
    folder.release(held.values(), succeeded);
    held.clear();
  }
}
