package io.sharelens.owner.round;

import io.sharelens.api.UpdatePlan;
import io.sharelens.client.federation.SharedUpdate;
import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an owner has done in one round, on its own disk: one small document, replaced at every step
 * and forced to disk, beside the correction. Seed and correction together are the update: the
 * folder is readable by the owner only, and both go as soon as the nodes have them.
 */
final class RoundJournal {
  private static final String CORRECTION = "correction";
  private static final String DOCUMENT = "round.json";

  private final Path folder;
  private JournalEntry entry;

  private RoundJournal(Path folder, JournalEntry entry) {
    this.folder = folder;
    this.entry = entry;
  }

  /**
   * The journal of a round, gone on with or begun; journals of other rounds are removed, since a
   * round that is not the latest is over.
   *
   * @param rounds folder of all journals
   */
  static RoundJournal open(Path rounds, long round, String parent) {
    Path folder = rounds.resolve(Long.toString(round));
    try {
      removeOthers(rounds, folder);
      createPrivate(folder);
      JournalEntry known = read(folder.resolve(DOCUMENT)).orElse(null);
      if (known != null && known.round() == round && known.parent().equals(parent)) {
        return new RoundJournal(folder, known);
      }
      Files.deleteIfExists(folder.resolve(CORRECTION));
      RoundJournal journal = new RoundJournal(folder, JournalEntry.begun(round, parent));
      journal.put(journal.entry);
      return journal;
    } catch (IOException e) {
      throw noDisk(folder, e);
    }
  }

  /** Number of the round that is under way here; empty if none is. */
  static Optional<Long> pending(Path rounds) {
    if (!Files.isDirectory(rounds)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(rounds)) {
      return folders
          .flatMap(f -> read(f.resolve(DOCUMENT)).stream())
          .map(JournalEntry::round)
          .max(Long::compare);
    } catch (IOException e) {
      throw noDisk(rounds, e);
    }
  }

  /** Removes what there is of a round. */
  static void forget(Path rounds, long round) {
    Path folder = rounds.resolve(Long.toString(round));
    new RoundJournal(folder, JournalEntry.begun(round, "")).close();
  }

  JournalEntry entry() {
    return entry;
  }

  /** File that the correction is written to. */
  Path correction() {
    return folder.resolve(CORRECTION);
  }

  /** The update is shared: from now on this seed belongs to this correction and to no other. */
  void shared(UpdatePlan plan, Seed seed, Quality before, RoundTimes times) {
    put(entry.shared(plan, Base64.getEncoder().encodeToString(seed.bytes()), before, times));
  }

  /** The update that is on this disk; empty if there is none or its file is not what was shared. */
  Optional<SharedUpdate> update() {
    UpdatePlan plan = entry.plan();
    String seed = entry.seed();
    if (plan == null
        || seed == null
        || !plan.correctionSha256().equals(Digests.file(correction()))) {
      return Optional.empty();
    }
    return Optional.of(
        new SharedUpdate(plan, Seed.of(Base64.getDecoder().decode(seed)), correction()));
  }

  /** Both nodes have the update: seed and correction go. */
  void delivered(RoundTimes times) {
    put(entry.delivered(times));
    remove(correction());
  }

  /** The update will never be taken: it goes, and with it its seed. */
  void dropped() {
    put(JournalEntry.begun(entry.round(), entry.parent()));
    remove(correction());
  }

  void reported(String candidate, Quality after, RoundTimes times) {
    put(entry.reported(candidate, after, times));
  }

  /** The round is over: nothing of it stays. */
  void close() {
    remove(correction());
    remove(folder.resolve(DOCUMENT));
    remove(folder.resolve(DOCUMENT + ".part"));
    remove(folder);
  }

  private static Optional<JournalEntry> read(Path document) {
    try {
      if (!Files.exists(document)) {
        return Optional.empty();
      }
      JournalEntry entry =
          Json.read(document.toString(), Files.readAllBytes(document), JournalEntry.class);
      return Optional.of(entry).filter(e -> e.format() == JournalEntry.FORMAT);
    } catch (IOException e) {
      throw noDisk(document, e);
    }
  }

  private static void removeOthers(Path rounds, Path folder) throws IOException {
    if (!Files.isDirectory(rounds)) {
      return;
    }
    try (Stream<Path> all = Files.walk(rounds)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!path.equals(rounds) && !path.startsWith(folder)) {
          Files.delete(path);
        }
      }
    }
  }

  private static void createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void put(JournalEntry next) {
    Path part = folder.resolve(DOCUMENT + ".part");
    try {
      // Not by a channel: an interrupt would look like a full disk.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(Json.write(next));
        out.getFD().sync();
      }
      Files.move(
          part,
          folder.resolve(DOCUMENT),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      entry = next;
    } catch (IOException e) {
      throw noDisk(folder, e);
    }
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw noDisk(path, e);
    }
  }

  private static LensException noDisk(Path path, IOException e) {
    return LensException.resources(
        "no-disk", "the state of a round cannot be kept in " + path + ": " + e, e);
  }
}
