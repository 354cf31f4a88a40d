package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.UnitLabel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one search needs, learned from the searches before: the largest of late, which slowly
 * becomes smaller. Kept in a file, since it decides what is filled after a restart; nothing in it
 * is secret, and losing it costs nothing but the stock's usefulness for one search. Thread-safe.
 */
final class Demand {
  static final String NAME = "demand.json";

  private static final double FADING = 0.8;
  private static final double FORGOTTEN = 0.2;

  private final Path file;
  private final Map<UnitLabel, Double> perSearch = new HashMap<>();

  Demand(Path folder) {
    file = folder.resolve(NAME);
    if (Files.exists(file)) {
      try {
        for (Entry e : CanonicalJson.read(Files.readAllBytes(file), Entries.class).entries()) {
          perSearch.put(e.label(), e.units());
        }
      } catch (IOException | LensException e) {
        perSearch.clear();
      }
    }
  }

  private record Entry(UnitLabel label, double units) {}

  private record Entries(List<Entry> entries) {}

  /** One search needed this. */
  synchronized void note(Map<UnitLabel, Integer> used) {
    if (used.isEmpty()) {
      return;
    }
    perSearch.replaceAll((label, units) -> units * FADING);
    used.forEach((label, units) -> perSearch.merge(label, (double) units, Math::max));
    perSearch.values().removeIf(units -> units < FORGOTTEN);
    write();
  }

  synchronized Map<UnitLabel, Double> perSearch() {
    return Map.copyOf(perSearch);
  }

  private void write() {
    List<Entry> entries = new ArrayList<>();
    perSearch.forEach((label, units) -> entries.add(new Entry(label, units)));
    Path part = file.resolveSibling(NAME + ".part");
    try {
      Files.write(part, CanonicalJson.bytes(new Entries(entries)));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot write " + file, e);
    }
  }
}
