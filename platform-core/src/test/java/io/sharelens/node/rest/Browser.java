package io.sharelens.node.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a browser sends, byte by byte: Java's own client forbids to choose Host and Origin freely.
 */
final class Browser {
  private final int port;
  String host;
  String cookie;

  Browser(int port) {
    this.port = port;
    this.host = "node1.localhost:" + port;
  }

  /** The address that a page of this node has. */
  String origin() {
    return "http://" + host;
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, null, headers);
  }

  /** As a page of this node sends it: with its origin and header. */
  Answer own(String method, String path, Object body) throws IOException {
    return send(method, path, body, "Origin", origin(), "X-ShareLens", "1");
  }

  Answer send(String method, String path, Object body, String... headers) throws IOException {
    byte[] content =
        body == null
            ? new byte[0]
            : body instanceof byte[] raw ? raw : TestNode.JSON.writeValueAsBytes(body);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\nConnection: close\r\n");
    if (cookie != null) {
      head.append("Cookie: ").append(cookie).append("\r\n");
    }
    if (body != null && !Arrays.asList(headers).contains("Content-Type")) {
      head.append("Content-Type: application/json\r\n");
    }
    if (body != null) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    head.append("\r\n");
    try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
      s.setSoTimeout(20_000);
      OutputStream out = s.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(content);
      out.flush();
      Answer answer = Answer.read(s.getInputStream());
      answer.header("Set-Cookie").ifPresent(c -> cookie = c.substring(0, c.indexOf(';')));
      return answer;
    }
  }

  /** Status, headers and body of an answer that ends with the connection. */
  record Answer(int status, List<String> headers, String body) {
    private static Answer read(InputStream in) throws IOException {
      String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      int end = all.indexOf("\r\n\r\n");
      List<String> lines = new ArrayList<>(List.of(all.substring(0, end).split("\r\n")));
      int status = Integer.parseInt(lines.removeFirst().split(" ")[1]);
      String body = all.substring(end + 4);
      Answer plain = new Answer(status, lines, body);
      return plain.header("Transfer-Encoding").isEmpty()
          ? plain
          : new Answer(status, lines, unchunked(body));
    }

    private static String unchunked(String body) {
      StringBuilder whole = new StringBuilder();
      for (int at = 0; at < body.length(); ) {
        int line = body.indexOf("\r\n", at);
        int size = Integer.parseInt(body.substring(at, line), 16);
        whole.append(body, line + 2, line + 2 + size);
        at = line + 2 + size + 2;
        if (size == 0) {
          break;
        }
      }
      return whole.toString();
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
          .map(h -> h.substring(start.length()).strip())
          .findFirst();
    }

    /** Status and code of a problem. */
    String problem() throws IOException {
      return status + " " + TestNode.JSON.readTree(body).get("type").asText().substring(22);
    }
  }
}
