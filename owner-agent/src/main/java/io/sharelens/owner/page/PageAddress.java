package io.sharelens.owner.page;

import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the page of an agent that runs is, with its key, in a file of the state folder that only
 * its owner can read: {@code ./sharelens owner page} prints it again.
 */
public final class PageAddress {
  private static final Logger LOG = LoggerFactory.getLogger(PageAddress.class);
  private static final String FILE = "page.json";

  private PageAddress() {}

  record Document(String address) {}

  /** The address; empty if no agent runs that has a page. */
  public static Optional<URI> read(Path state) {
    Path file = state.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(
              URI.create(
                  Json.read(file.toString(), Files.readAllBytes(file), Document.class).address()))
          : Optional.empty();
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be read: " + e, e);
    }
  }

  static void write(Path state, URI address) {
    Path part = state.resolve(FILE + ".part");
    try {
      Files.deleteIfExists(part);
      boolean posix = state.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<?>[] mode =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Files.createFile(part, mode); // nobody else ever sees the key
      Files.write(part, Json.write(new Document(address.toString())));
      Files.move(
          part,
          state.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no state can be kept in " + state + ": " + e, e);
    }
  }

  static void remove(Path state) {
    try {
      Files.deleteIfExists(state.resolve(FILE));
    } catch (IOException e) {
      LOG.debug("the address stays", e);
    }
  }
}
