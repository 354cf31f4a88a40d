package io.sharelens.owner.agent;

import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The state folder of an agent: a lock, documents that are replaced as a whole, and marks by which
 * commands talk to an agent that runs, or will run.
 */
public final class AgentFolder {
  private final Path folder;

  /** Marks that commands leave. */
  public enum Mark {
    /** Nothing is done while this is there. */
    PAUSED,
    /** The next deletions are wanted, however many. */
    DELETIONS_CONFIRMED,
    /** The folder is to be looked at now, and every picture compared with what the nodes hold. */
    LOOK,
    /** The owner is leaving; nothing is done meanwhile. */
    LEAVING,
    /** The owner has left the platform. */
    LEFT
  }

  /**
   * @param folder created when needed, readable by the owner only
   */
  public AgentFolder(Path folder) {
    this.folder = folder;
  }

  public Path path() {
    return folder;
  }

  /** Makes this the only agent of the folder; USER {@code state-in-use} if there is one. */
  AutoCloseable lock() {
    try {
      create();
      RandomAccessFile file = new RandomAccessFile(folder.resolve("agent.lock").toFile(), "rw");
      try {
        if (file.getChannel().tryLock() != null) {
          return file;
        }
      } catch (OverlappingFileLockException e) {
        // An agent of this very process.
      }
      file.close();
      throw LensException.user("state-in-use", "another agent uses the state in " + folder);
    } catch (IOException e) {
      throw noDisk(e);
    }
  }

  /** Whether an agent has the folder now. */
  public boolean inUse() {
    if (!Files.exists(folder.resolve("agent.lock"))) {
      return false;
    }
    try {
      lock().close();
      return false;
    } catch (LensException e) {
      if (e.code().equals("state-in-use")) {
        return true;
      }
      throw e;
    } catch (Exception e) {
      throw LensException.resources("no-disk", folder + " cannot be used: " + e, e);
    }
  }

  public boolean marked(Mark mark) {
    return Files.exists(file(mark));
  }

  /** Sets or removes a mark. */
  public void mark(Mark mark, boolean set) {
    try {
      if (set) {
        create();
        Files.write(file(mark), new byte[0]);
      } else {
        Files.deleteIfExists(file(mark));
      }
    } catch (IOException e) {
      throw noDisk(e);
    }
  }

  private Path file(Mark mark) {
    return folder.resolve(
        switch (mark) {
          case PAUSED -> "paused";
          case DELETIONS_CONFIRMED -> "deletions-confirmed";
          case LOOK -> "look";
          case LEAVING -> "leaving";
          case LEFT -> "left";
        });
  }

  /** A document; empty if there is none. */
  <T> Optional<T> read(String name, Class<T> type) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(file.toString(), Files.readAllBytes(file), type))
          : Optional.empty();
    } catch (IOException e) {
      throw noDisk(e);
    }
  }

  /**
   * Replaces a document; a reader never sees half of it.
   *
   * @param durable whether it has to outlive a power failure
   */
  void write(String name, Object document, boolean durable) {
    Path part = folder.resolve(name + ".part");
    try {
      create();
      // Not by a channel: an interrupt would look like a full disk.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(Json.write(document));
        if (durable) {
          out.getFD().sync();
        }
      }
      Files.move(
          part,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw noDisk(e);
    }
  }

  /** Removes a document, if there is one. */
  void remove(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw noDisk(e);
    }
  }

  private void create() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private LensException noDisk(IOException e) {
    return LensException.resources("no-disk", "no state can be kept in " + folder + ": " + e, e);
  }
}
