package io.sharelens.owner.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What opens the page: 256 random bits, new at each start; as many again for each sign-in. */
final class PageKey {
  private static final int BYTES = 32;

  private final String text;

  private PageKey(String text) {
    this.text = text;
  }

  static PageKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new PageKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether somebody has this key; takes the same time for every wrong one. */
  boolean is(@Nullable String other) {
    return other != null
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** The page's address with the key, which a browser keeps to itself. */
  URI in(String page) {
    return URI.create(page + "#key=" + text);
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "PageKey";
  }
}
