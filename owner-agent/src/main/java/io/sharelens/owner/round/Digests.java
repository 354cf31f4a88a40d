package io.sharelens.owner.round;

import io.sharelens.mpc.error.LensException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as lower-case hex. */
final class Digests {
  private static final int BUFFER = 1 << 20;

  private Digests() {}

  /** Of a file; empty if there is none. */
  static String file(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    // Not a channel: an interrupt would look like a bad disk.
    try (InputStream in = new FileInputStream(file.toFile())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be read: " + e, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String text(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
