package io.sharelens.client.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;

/** JSON of the REST documents. Members that are not known here come from newer nodes: ignored. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  /**
   * Parses a document.
   *
   * @param from who sent it, for the error
   */
  public static <T> T read(String from, byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw LensException.protocol("bad-answer", from + " sent null");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw new LensException(
          ErrorKind.PROTOCOL,
          "bad-answer",
          from + " sent something that is no " + type.getSimpleName() + ": " + e.getMessage(),
          e);
    }
  }

  /** A document as UTF-8. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new LensException(ErrorKind.INTERNAL, "no-json", "cannot write " + value.getClass(), e);
    }
  }
}
