package io.sharelens.owner.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFixture;
import io.sharelens.owner.agent.AgentFolder;
import io.sharelens.owner.agent.OwnerAgent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;

/** An agent at fake nodes, its page, and a program that calls it. */
final class PageFixture implements AutoCloseable {
  final AgentFixture nodes;
  final AgentConfig config;
  final AgentFolder folder;
  final OwnerAgent agent;
  final OwnerPage page;
  private final HttpClient http = HttpClient.newHttpClient();

  PageFixture(Path temporary) throws IOException {
    nodes = new AgentFixture(temporary);
    config = nodes.config();
    folder = new AgentFolder(config.state());
    agent = OwnerAgent.start(config);
    page = OwnerPage.start(new AgentConfig.Page("127.0.0.1", 0), config.state(), agent.desk());
  }

  /** Without path and key. */
  String origin() {
    return "http://127.0.0.1:" + page.address().getPort();
  }

  String key() {
    return page.address().getFragment().substring("key=".length());
  }

  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(origin() + path))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** A program that knows the key. */
  HttpResponse<String> call(String line, String body) throws IOException, InterruptedException {
    String[] parts = line.split(" ", -1);
    return send(request(parts[0], parts[1], body).header("Authorization", "Bearer " + key()));
  }

  HttpResponse<String> call(String line) throws IOException, InterruptedException {
    return call(line, "");
  }

  /** Name and value of the cookie that the page gets. */
  String signIn() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(request("POST", "/v1/sign-in", "{\"key\": \"" + key() + "\"}"));
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** As a page does it that was served under another name. */
  String raw(String host, String origin) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", page.address().getPort())) {
      String request =
          "GET /v1/agent HTTP/1.1\r\nHost: %s\r\n%sAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
              .formatted(host, origin.isEmpty() ? "" : "Origin: " + origin + "\r\n", key());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JsonMapper.builder().build().readTree(answer.body());
  }

  static String code(HttpResponse<String> answer) throws IOException {
    return json(answer).path("type").asText().replace("urn:sharelens:problem:", "");
  }

  /** The agent's view when it is as wished. */
  JsonNode until(Predicate<JsonNode> wish) throws IOException, InterruptedException {
    while (true) {
      JsonNode view = json(call("GET /v1/agent"));
      if (wish.test(view)) {
        return view;
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    page.close();
    agent.close();
    nodes.close();
  }
}
