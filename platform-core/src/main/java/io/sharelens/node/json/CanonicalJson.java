package io.sharelens.node.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes records as JSON with sorted keys, no white space and no nulls, and reads them back
 * strictly. Used for everything that nodes send each other or compare by digest.
 */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private CanonicalJson() {}

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw LensException.internal("bad-json", "cannot write " + value.getClass() + ": " + e);
    }
  }

  public static String text(Object value) {
    return new String(bytes(value), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Lower-case hex SHA-256 of the canonical form. */
  public static String digest(Object value) {
    return sha256(bytes(value));
  }

  /** Lower-case hex SHA-256 of bytes. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw LensException.resources("no-sha256", "this Java has no SHA-256", e);
    }
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws LensException PROTOCOL {@code bad-message} for anything else
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
      throw LensException.protocol("bad-message", "null in place of a " + type.getSimpleName());
    } catch (IOException e) {
      throw new LensException(
          io.sharelens.mpc.error.ErrorKind.PROTOCOL,
          "bad-message",
          "not a " + type.getSimpleName() + ": " + e.getMessage(),
          e);
    }
  }
}
