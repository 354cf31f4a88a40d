package io.sharelens.client.upload;

import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Attempts under way, on the owner's own disk: seeds and the hashes of the payloads made from them,
 * written before the first byte leaves. A restart goes on with the very same payload; if anything
 * differs (the picture changed, the model changed), the attempt is dropped and a new one gets fresh
 * seeds: one seed over two contents would give a node their difference.
 */
public final class AttemptStore {
  private final Path folder;
  private final SecureRandom random;

  /**
   * @param folder created when needed, readable by the owner only
   */
  public AttemptStore(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  record Entry(
      int format,
      String picture,
      String attempt,
      String model,
      String fileSeed,
      String tensorSeed,
      List<String> payloads) {
    static final int FORMAT = 1;

    @Override
    public String toString() {
      return "Entry[" + picture + ", " + attempt + "]";
    }
  }

  /** The attempt to go on with, or a fresh one. */
  synchronized Attempt begin(PreparedPicture picture) {
    Path file = file(picture.id());
    try {
      if (Files.exists(file)) {
        Entry entry = Json.read(file.toString(), Files.readAllBytes(file), Entry.class);
        if (entry.format() == Entry.FORMAT && entry.model().equals(picture.model())) {
          Attempt again =
              Attempt.of(
                  entry.attempt(), picture, seed(entry.fileSeed()), seed(entry.tensorSeed()));
          if (hashes(again).equals(entry.payloads())) {
            return again;
          }
        }
      }
      Seed fileSeed = Seed.fresh(random);
      Seed tensorSeed = Seed.fresh(random);
      Attempt fresh = Attempt.of(UUID.randomUUID().toString(), picture, fileSeed, tensorSeed);
      write(
          file,
          new Entry(
              Entry.FORMAT,
              picture.id(),
              fresh.id(),
              picture.model(),
              text(fileSeed),
              text(tensorSeed),
              hashes(fresh)));
      return fresh;
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no upload state can be kept in " + folder, e);
    }
  }

  /** Forgets the seeds of a picture: both nodes have everything, or it is given up. */
  public synchronized void end(String picture) {
    try {
      Files.deleteIfExists(file(picture));
    } catch (IOException e) {
      throw LensException.resources("no-disk", "upload state stays in " + folder, e);
    }
  }

  /** Whether an attempt at a picture is under way. */
  public synchronized boolean pending(String picture) {
    return Files.exists(file(picture));
  }

  private void write(Path file, Entry entry) throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(part);
    }
    // Not by a channel: an interrupt would look like a full disk.
    try (FileOutputStream out = new FileOutputStream(part.toFile())) {
      out.write(Json.write(entry));
      out.getFD().sync();
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Ids are the owner's own; hashing makes any of them a file name. */
  private Path file(String picture) {
    byte[] id = picture.getBytes(StandardCharsets.UTF_8);
    return folder.resolve(Attempt.sha256(id) + ".json");
  }

  private static List<String> hashes(Attempt attempt) {
    return Stream.concat(attempt.first().stream(), attempt.second().stream())
        .map(p -> p.plan().sha256())
        .toList();
  }

  private static String text(Seed seed) {
    return Base64.getEncoder().encodeToString(seed.bytes());
  }

  private static Seed seed(String text) {
    return Seed.of(Base64.getDecoder().decode(text));
  }
}
