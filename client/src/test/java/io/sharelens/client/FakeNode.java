package io.sharelens.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sharelens.api.Problem;
import io.sharelens.client.transport.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTPS server on loopback whose answers a test writes; it notes every request. */
public final class FakeNode implements AutoCloseable {
  /** A request as it arrived. */
  public record Request(String method, String path, String query, String token, byte[] body) {
    public String line() {
      return method + " " + path;
    }
  }

  /** An answer. */
  public record Answer(int status, String type, byte[] body) {
    public static Answer json(Object document) {
      return new Answer(200, "application/json", Json.write(document));
    }

    public static Answer bytes(String type, byte[] body) {
      return new Answer(200, type, body);
    }

    public static Answer problem(int status, String code, String detail) {
      Problem problem = new Problem(Problem.TYPE_PREFIX + code, code, status, detail, "c-1");
      return new Answer(status, Problem.MEDIA_TYPE, Json.write(problem));
    }
  }

  /** What the test answers; null ends the connection without an answer. */
  public interface Behaviour {
    Answer answer(Request request) throws Exception;
  }

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  public FakeNode(TestCertificates certificates, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public void behave(Behaviour other) {
    behaviour = other;
  }

  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              String.valueOf(exchange.getRequestURI().getRawQuery()),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              exchange.getRequestBody().readAllBytes());
      requests.add(request);
      Answer answer = behaviour.answer(request);
      if (answer != null) {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        boolean head = request.method().equals("HEAD") || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
