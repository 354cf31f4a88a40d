package io.sharelens.node.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bearer tokens: 256 random bits, so that a plain hash of one gives nothing away and needs no salt
 * or stretching. They name their node, so that a mistake can be told from a wrong token.
 */
public final class Tokens {
  private static final Pattern OF_NODE = Pattern.compile("slt([1-3])_.*");
  private static final int BYTES = 32;

  private Tokens() {}

  /** A new token; the caller shows it once and keeps its {@link #hash} only. */
  public static String fresh(int node, SecureRandom random) {
    return "slt" + node + "_" + secret(random);
  }

  /** 256 random bits as text. */
  static String secret(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** The node that a token names; empty for one that names none. */
  static OptionalInt nodeOf(String token) {
    Matcher m = OF_NODE.matcher(token);
    return m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
  }

  /** SHA-256 (hex). */
  public static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
