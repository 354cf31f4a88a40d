package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.UnitLabel;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server's stock on disk. A pack is in the folder, free or leased to one session; of its units
 * the first so many are used up, as {@link SpentLog} says. Thread-safe.
 */
final class StockFolder implements Stock {
  private static final Logger LOG = LoggerFactory.getLogger(StockFolder.class);
  private static final double RESERVE = 1.5;

  private final Path folder;
  private final int node;
  private final String maker;
  private final StockKey key;
  private final Demand demand;
  private final SpentLog log;
  private final Map<UUID, Pack> packs = new LinkedHashMap<>();
  private final Map<UUID, Integer> spent = new HashMap<>();
  private final Set<UUID> leased = new HashSet<>();
  private final Set<UUID> unwanted = new HashSet<>();
  private final Map<UnitLabel, Long> unitBytes = new HashMap<>();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();

  /**
   * Opens the stock and removes what cannot be used: packs of other software, damaged ones, and all
   * if it is not known for certain what was used.
   *
   * @param folder made if it is not there
   * @param keyFile made if it is not there
   * @param node 1 or 2
   * @param maker digest of the software; packs of another one are removed
   */
  StockFolder(Path folder, Path keyFile, int node, String maker, SecureRandom random) {
    this.folder = folder.toAbsolutePath().normalize();
    this.node = node;
    this.maker = maker;
    try {
      Files.createDirectories(this.folder);
      key = StockKey.open(keyFile, random);
      Map<UUID, Integer> known = SpentLog.read(this.folder);
      for (Path file : list()) {
        adopt(file, known);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", "cannot use " + folder, e);
    }
    demand = new Demand(this.folder);
    log = SpentLog.start(this.folder, spent);
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void adopt(Path file, @Nullable Map<UUID, Integer> known) throws IOException {
    if (!Pack.isPack(file)) {
      if (file.toString().endsWith(".part")) {
        Files.delete(file);
      }
      return;
    }
    String why = "it is not known what of it was used";
    try {
      Pack pack = Pack.open(file, key, node);
      Integer used = known == null ? null : known.get(pack.id());
      if (used != null && used < pack.units() && pack.header().maker().equals(maker)) {
        packs.put(pack.id(), pack);
        spent.put(pack.id(), used);
        unitBytes.put(pack.label(), pack.unitBytes());
        return;
      }
      why = used == null ? why : used < pack.units() ? "other software made it" : "it is used up";
    } catch (LensException e) {
      why = e.getMessage();
    }
    LOG.info("a pack of the stock is removed: {} ({})", file.getFileName(), why);
    Files.delete(file);
  }

  @Override
  public synchronized Lease lease() {
    Map<UnitLabel, Double> need = demand.perSearch();
    Map<UnitLabel, Double> wanted = new HashMap<>();
    List<StockLease.Held> held = new ArrayList<>();
    for (Pack p : free()) {
      double want =
          wanted.computeIfAbsent(p.label(), l -> Math.ceil(RESERVE * need.getOrDefault(l, 0.0)));
      if (want > 0) {
        StockLease.Held h = new StockLease.Held(p, spent(p.id()));
        wanted.put(p.label(), want - h.left());
        leased.add(p.id());
        held.add(h);
      }
    }
    return new StockLease(this, held);
  }

  @Override
  public synchronized Lease lease(List<PackOffer> offered) {
    List<StockLease.Held> held = new ArrayList<>();
    for (PackOffer o : offered) {
      Pack p = packs.get(o.pack());
      if (p != null && !unwanted.contains(p.id()) && o.from() <= p.units() && leased.add(p.id())) {
        held.add(new StockLease.Held(p, Math.max(o.from(), spent(p.id()))));
      }
    }
    StockLease lease = new StockLease(this, held);
    try {
      lease.foresee();
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
    return lease;
  }

  private List<Pack> free() {
    return packs.values().stream()
        .filter(p -> !leased.contains(p.id()) && !unwanted.contains(p.id()))
        .sorted(
            Comparator.<Pack>comparingInt(p -> spent(p.id()) > 0 ? 0 : 1)
                .thenComparingLong(p -> p.header().made()))
        .toList();
  }

  private int spent(UUID id) {
    return spent.getOrDefault(id, 0);
  }

  /** Notes units as used up; on disk when it returns. */
  void spent(Map<UUID, Integer> marks) {
    if (!marks.isEmpty()) {
      log.append(marks, true);
      synchronized (this) {
        spent.putAll(marks);
      }
    }
  }

  /**
   * Takes packs back from a session.
   *
   * @param well whether the session ended well, so that what it did not hand out may be used
   */
  synchronized void release(Collection<StockLease.Held> held, boolean well) {
    Map<UUID, Integer> marks = new HashMap<>();
    for (StockLease.Held h : held) {
      UUID id = h.pack.id();
      h.pack.close();
      leased.remove(id);
      if (well && h.next != spent(id)) {
        marks.put(id, h.next);
      }
    }
    if (!marks.isEmpty()) {
      log.append(marks, false);
      spent.putAll(marks);
    }
    for (StockLease.Held h : held) {
      UUID id = h.pack.id();
      if (spent(id) >= h.pack.units() || unwanted.contains(id) || h.pack.damaged()) {
        remove(h.pack);
      }
    }
  }

  private void remove(Pack pack) {
    pack.delete();
    packs.remove(pack.id());
    spent.remove(pack.id());
    unwanted.remove(pack.id());
  }

  /** Begins a pack that is filled now. */
  PackWriter begin(UUID id, UnitLabel label, int units, long now) {
    return new PackWriter(folder, key, new PackHeader(node, id, maker, label, units, now));
  }

  /** A pack that was written counts from now on. */
  synchronized void add(UUID id) {
    Pack pack = Pack.open(PackFormat.file(folder, id), key, node);
    log.append(Map.of(id, 0), true);
    packs.put(id, pack);
    spent.put(id, 0);
    unitBytes.put(pack.label(), pack.unitBytes());
  }

  /** Packs that are here. */
  synchronized List<UUID> ids() {
    return List.copyOf(packs.keySet());
  }

  @Override
  public synchronized List<UUID> missing(List<PackOffer> offered) {
    return offered.stream().map(PackOffer::pack).filter(id -> !packs.containsKey(id)).toList();
  }

  @Override
  public synchronized void drop(List<UUID> gone) {
    Set<UUID> ids = new HashSet<>(gone);
    remove(packs.values().stream().filter(p -> ids.contains(p.id())).toList());
  }

  /** Removes packs that the other server does not have: nobody can use them. */
  synchronized void retain(Collection<UUID> common) {
    Set<UUID> keep = new HashSet<>(common);
    remove(packs.values().stream().filter(p -> !keep.contains(p.id())).toList());
  }

  @Override
  public synchronized void clear() {
    remove(List.copyOf(packs.values()));
  }

  /** Removes what no search asks for any more. */
  synchronized void dropUnused() {
    Set<UnitLabel> asked = demand.perSearch().keySet();
    remove(packs.values().stream().filter(p -> !asked.contains(p.label())).toList());
  }

  private void remove(List<Pack> gone) {
    for (Pack p : gone) {
      if (leased.contains(p.id())) {
        unwanted.add(p.id());
      } else {
        remove(p);
      }
    }
  }

  @Override
  public synchronized List<StockLine> lines() {
    Map<UnitLabel, Double> need = demand.perSearch();
    Map<UnitLabel, StockLine> lines = new HashMap<>();
    need.forEach((label, n) -> lines.put(label, new StockLine(label, 0, bytesOf(label), n)));
    for (Pack p : packs.values()) {
      long left = p.units() - spent(p.id());
      lines.merge(
          p.label(),
          new StockLine(p.label(), left, p.unitBytes(), 0),
          (a, b) -> new StockLine(a.label(), a.units() + b.units(), b.unitBytes(), a.perSearch()));
    }
    return lines.values().stream().sorted(Comparator.comparing(l -> l.label().toString())).toList();
  }

  private long bytesOf(UnitLabel label) {
    return unitBytes.getOrDefault(label, 0L);
  }

  /** Bytes of the packs at server 2, of which server 1 has but the seeds. */
  synchronized long bytes() {
    return packs.values().stream().mapToLong(p -> p.units() * p.unitBytes()).sum();
  }

  Demand demand() {
    return demand;
  }

  void served(int units) {
    served.addAndGet(units);
  }

  void missed(int units) {
    missed.addAndGet(units);
  }

  @Override
  public long servedUnits() {
    return served.get();
  }

  @Override
  public long missedUnits() {
    return missed.get();
  }

  @Override
  public void close() {
    log.close();
  }
}
