package io.sharelens.owner.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a request says, read strictly. */
final class PageRequest {
  private static final int MOST_BYTES = 1 << 16;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PageRequest() {}

  /** The body as a document; USER {@code bad-body} for anything else. */
  static <T> T body(HttpExchange exchange, Class<T> type) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw LensException.user("body-too-large", "the body has more than " + MOST_BYTES + " bytes");
    }
    try {
      T value = body.length == 0 ? null : MAPPER.readValue(body, type);
      if (value == null) {
        throw LensException.user("bad-body", "the request needs a JSON document");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw LensException.user(
          "bad-body", "the body is not what is expected: " + e.getOriginalMessage());
    }
  }

  /** A parameter of the query; null if it is not there or empty. */
  static @Nullable String parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
          return decode(pair.substring(name.length() + 1));
        }
      }
    }
    return null;
  }

  static int number(HttpExchange exchange, String name, int otherwise) {
    String value = parameter(exchange, name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw LensException.user("bad-page", name + " is no number: " + value);
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw LensException.user("bad-path", "the address is malformed");
    }
  }
}
