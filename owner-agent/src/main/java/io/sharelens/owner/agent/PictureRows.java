package io.sharelens.owner.agent;

import io.sharelens.client.OwnerClient;
import io.sharelens.client.upload.OwnPicture;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.outsource.PictureMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The folder's files and the nodes' pictures in one list; asked again after a moment only. */
final class PictureRows {
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  /** What needs somebody first. */
  private static final List<String> ORDER =
      List.of("failed", "left-out", "incomplete", "waiting", "stored", "indexed");

  private final Path folder;
  private final AgentFolder state;
  private final PictureMap map;
  private final OwnerClient client;
  private @Nullable List<PictureRow> rows;
  private long read;

  PictureRows(Path folder, AgentFolder state, PictureMap map, OwnerClient client) {
    this.folder = folder.toAbsolutePath().normalize();
    this.state = state;
    this.map = map;
    this.client = client;
  }

  /**
   * A part of the list.
   *
   * @param only rows of this state; null for all
   */
  synchronized PicturePage page(@Nullable String only, int offset, int limit) {
    List<PictureRow> all = rows();
    Map<String, Integer> counts = new LinkedHashMap<>();
    all.forEach(r -> counts.merge(r.state(), 1, Integer::sum));
    int searchable = (int) all.stream().filter(PictureRow::searchable).count();
    List<PictureRow> some =
        all.stream().filter(r -> only == null || r.state().equals(only)).toList();
    int from = Math.min(offset, some.size());
    return new PicturePage(
        counts, searchable, some.size(), some.subList(from, Math.min(some.size(), from + limit)));
  }

  private List<PictureRow> rows() {
    List<PictureRow> known = rows;
    if (known == null || System.nanoTime() - read > FRESH_NANOS) {
      known = read();
      rows = known;
      read = System.nanoTime();
    }
    return known;
  }

  private List<PictureRow> read() {
    Map<String, PictureRow> byName = new TreeMap<>();
    Map<String, OwnPicture> held = new HashMap<>();
    client.pictures().forEach(p -> held.put(p.id(), p));
    for (PictureMap.Entry entry : map.entries()) {
      OwnPicture there = held.remove(entry.id());
      String file = name(Path.of(entry.path()));
      byName.put(file, there == null ? gone(file, entry) : row(file, Path.of(entry.path()), there));
    }
    for (LeftOut.Entry e : LeftOut.read(state).files()) {
      byName.putIfAbsent(e.file(), new PictureRow(e.file(), null, "left-out", false, e.reason()));
    }
    if (Files.isDirectory(folder)) {
      for (Path file : FolderOutsourcer.files(folder)) {
        String name = name(file.toAbsolutePath().normalize());
        byName.putIfAbsent(name, new PictureRow(name, null, "waiting", false, null));
      }
    }
    List<PictureRow> all = new ArrayList<>(byName.values());
    held.values().forEach(p -> all.add(row(p)));
    all.sort(Comparator.comparingInt(r -> ORDER.indexOf(r.state())));
    return all;
  }

  private static PictureRow gone(String file, PictureMap.Entry entry) {
    return entry.attempt() == null
        ? new PictureRow(file, entry.id(), "waiting", false, null)
        : new PictureRow(
            file, entry.id(), "incomplete", false, "no node has it; it will be outsourced again");
  }

  private static PictureRow row(OwnPicture p) {
    return new PictureRow(null, p.id(), p.state(), p.searchable(), p.cause());
  }

  private static PictureRow row(String name, Path file, OwnPicture p) {
    String cause =
        p.cause() == null && !Files.exists(file) ? "the file is gone from the folder" : p.cause();
    return new PictureRow(name, p.id(), p.state(), p.searchable(), cause);
  }

  private String name(Path file) {
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }
}
