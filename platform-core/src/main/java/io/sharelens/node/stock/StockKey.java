package io.sharelens.node.stock;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a server's stock, in a file of its own beside the node's other secrets. Each pack's
 * key is derived from it and from the pack's header. No content in {@code toString}.
 */
final class StockKey {
  private static final int BYTES = 32;

  private final byte[] master;

  private StockKey(byte[] master) {
    this.master = master;
  }

  /**
   * Reads the key, or makes one that its owner alone may read.
   *
   * @throws LensException USER {@code bad-stock-key} if the file holds something else, RESOURCES if
   *     it cannot be read or made
   */
  static StockKey open(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        create(file, random);
      }
      byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
      if (key.length == BYTES) {
        return new StockKey(key);
      }
    } catch (IllegalArgumentException e) {
      // The error below says all there is to say.
    } catch (IOException e) {
      throw LensException.resources("no-stock-key", "cannot read or make " + file, e);
    }
    throw LensException.user(
        "bad-stock-key",
        file + " must hold " + BYTES + " bytes in hexadecimal; remove it to have it made anew");
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      String text = HexFormat.of().formatHex(key) + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }

  /** Key of the file that begins with {@code preamble}: one changed byte there changes it. */
  SecretKey derive(byte[] preamble) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(master, "HmacSHA256"));
      return new SecretKeySpec(mac.doFinal(preamble), "AES");
    } catch (GeneralSecurityException e) {
      throw LensException.resources("no-hmac", "this Java has no HMAC-SHA-256", e);
    }
  }
}
