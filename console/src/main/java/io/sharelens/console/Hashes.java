package io.sharelens.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The two hashes of the bundle. */
public final class Hashes {
  private Hashes() {}

  /** Standard Base64, as subresource integrity writes it. */
  public static String sha384(byte[] bytes) {
    return Base64.getEncoder().encodeToString(digest("SHA-384", bytes));
  }

  /** Hex. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has " + algorithm, e);
    }
  }
}
