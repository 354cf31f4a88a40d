package io.sharelens.client.transport;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request to a node.
 *
 * @param method HTTP method
 * @param path from the root, encoded, with query
 * @param headers without the token
 * @param body what to send
 * @param repeatable whether sending it twice is the same as once
 * @param deadline for the call with all its repetitions and its body
 */
public record Call(
    String method,
    String path,
    Map<String, String> headers,
    BodyPublisher body,
    boolean repeatable,
    Duration deadline) {
  private static final Duration SHORT = Duration.ofSeconds(30);

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call get(String path) {
    return new Call("GET", path, Map.of(), BodyPublishers.noBody(), true, SHORT);
  }

  public static Call head(String path) {
    return new Call("HEAD", path, Map.of(), BodyPublishers.noBody(), true, SHORT);
  }

  public static Call delete(String path) {
    return new Call("DELETE", path, Map.of(), BodyPublishers.noBody(), true, SHORT);
  }

  /** PUT of a document; repeatable. */
  public static Call put(String path, Object document) {
    return json("PUT", path, document, true);
  }

  /** PUT without a body; repeatable. */
  public static Call put(String path) {
    return new Call("PUT", path, Map.of(), BodyPublishers.noBody(), true, SHORT);
  }

  /** POST of a document; not repeated. */
  public static Call post(String path, Object document) {
    return json("POST", path, document, false);
  }

  /** Any method with bytes; not repeated. */
  public static Call bytes(String method, String path, BodyPublisher body) {
    return new Call(
        method, path, Map.of("Content-Type", "application/octet-stream"), body, false, SHORT);
  }

  private static Call json(String method, String path, Object document, boolean repeatable) {
    return new Call(
        method,
        path,
        Map.of("Content-Type", "application/json"),
        BodyPublishers.ofByteArray(Json.write(document)),
        repeatable,
        SHORT);
  }

  /** The same call with one header more. */
  public Call with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, path, more, body, repeatable, deadline);
  }

  /** The same call, declared the same whether sent once or twice. */
  public Call repeated() {
    return new Call(method, path, headers, body, true, deadline);
  }

  /** The same call with another deadline. */
  public Call within(Duration other) {
    return new Call(method, path, headers, body, repeatable, other);
  }
}
