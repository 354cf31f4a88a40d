package io.sharelens.owner.outsource;

import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which file has which id at the nodes. Ids are random, so they say nothing of name or content;
 * only this file on the owner's disk ties them together. One JSON document a line, the last one for
 * a path counts; appended and forced to disk at every change. Thread-safe.
 */
public final class PictureMap implements AutoCloseable {
  private final RandomAccessFile log;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * What is known of a file.
   *
   * @param path absolute
   * @param id at the nodes
   * @param sha256 of the content that was outsourced last; null if none was
   * @param input digest of the preprocessing that the tensor was made with; null as above
   * @param attempt that both nodes took; null as above
   * @param deleted whether the picture was removed from the nodes
   */
  public record Entry(
      String path,
      String id,
      @Nullable String sha256,
      @Nullable String input,
      @Nullable String attempt,
      boolean deleted) {}

  private PictureMap(RandomAccessFile log) {
    this.log = log;
  }

  /** Opens the map of a state folder; fails with {@code state-in-use} if another process has it. */
  public static PictureMap open(Path state) {
    Path file = state.resolve("pictures.jsonl");
    try {
      Files.createDirectories(state);
      RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw");
      if (!locked(log)) {
        log.close();
        throw inUse(state);
      }
      PictureMap map = new PictureMap(log);
      map.load(file);
      return map;
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no state can be kept in " + state + ": " + e, e);
    }
  }

  /** The lock ends with the file. */
  private static boolean locked(RandomAccessFile log) throws IOException {
    try {
      return log.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static LensException inUse(Path state) {
    return LensException.user("state-in-use", "another outsourcing uses the state in " + state);
  }

  private void load(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int end = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == '\n') {
        Entry entry = Json.read(file.toString(), Arrays.copyOfRange(all, end, i), Entry.class);
        entries.put(entry.path(), entry);
        end = i + 1;
      }
    }
    log.setLength(end); // a line that a crash cut short
    log.seek(end);
  }

  /** The entry of a file that was not deleted. */
  public synchronized Optional<Entry> find(Path file) {
    return Optional.ofNullable(entries.get(key(file))).filter(e -> !e.deleted());
  }

  /** Entries that were not deleted. */
  public synchronized List<Entry> entries() {
    return entries.values().stream().filter(e -> !e.deleted()).toList();
  }

  /** The entry of a file, with a fresh random id if there is none. */
  synchronized Entry ensure(Path file) {
    return find(file)
        .orElseGet(
            () -> {
              Entry entry =
                  new Entry(key(file), UUID.randomUUID().toString(), null, null, null, false);
              put(entry);
              return entry;
            });
  }

  /** Notes what both nodes now hold. */
  synchronized void outsourced(Entry entry, String sha256, String input, String attempt) {
    put(new Entry(entry.path(), entry.id(), sha256, input, attempt, false));
  }

  /** Notes that the nodes hold the picture no more. */
  synchronized void deleted(Entry entry) {
    put(new Entry(entry.path(), entry.id(), null, null, null, true));
  }

  private void put(Entry entry) {
    byte[] json = Json.write(entry);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    try {
      // Not by the channel: an interrupt would close it for good.
      log.write(line);
      log.getFD().sync();
    } catch (IOException e) {
      throw LensException.resources("no-disk", "the picture map cannot be written: " + e, e);
    }
    entries.put(entry.path(), entry);
  }

  private static String key(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw LensException.resources("no-disk", "the picture map cannot be closed: " + e, e);
    }
  }
}
