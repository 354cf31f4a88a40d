package io.sharelens.client.transport;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * HTTPS to one node. Every failure is a {@link LensException} whose message names the node: the
 * node's own code where it sent a problem document, else {@code node-unreachable}, {@code
 * node-timeout}, {@code wrong-certificate} or {@code bad-answer}. Thread-safe.
 */
public final class NodeConnection implements AutoCloseable {
  private static final long MAX_DOCUMENT = 64L << 20;
  private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);

  private final HttpClient http;
  private final NodeAddress address;
  private final Retries retries;

  /**
   * @param trust whose certificates are believed
   */
  public NodeConnection(NodeAddress address, SSLContext trust, Retries retries) {
    this.address = address;
    this.retries = retries;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(trust)
            .build();
  }

  public int node() {
    return address.node();
  }

  /** How errors call the node. */
  public String label() {
    return address.label();
  }

  /** Sends a call and parses the document that comes back. */
  public <T> T json(Call call, Class<T> type) {
    return Json.read(label(), bytes(call), type);
  }

  /** Sends a call whose answer's body does not matter. */
  public void run(Call call) {
    bytes(call);
  }

  /** Sends a call; the body, at most 64 MiB. */
  public byte[] bytes(Call call) {
    return response(call).body();
  }

  /** Sends a call; the answer with its headers. */
  public HttpResponse<byte[]> response(Call call) {
    return exchange(call, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_DOCUMENT));
  }

  /** Sends a call and writes the body of a successful answer to a file. */
  public void download(Call call, Path to) {
    download(call, to, Long.MAX_VALUE);
  }

  /**
   * As above with a limit.
   *
   * @param mostBytes a larger body is given up with USER {@code answer-too-large}
   */
  public void download(Call call, Path to, long mostBytes) {
    CappedDownload handler = new CappedDownload(to, mostBytes, MAX_DOCUMENT);
    try {
      exchange(call, handler);
    } catch (LensException e) {
      if (handler.exceeded()) {
        throw new LensException(
            ErrorKind.USER,
            "answer-too-large",
            "%s sent more than %d MB, which is more than is taken here"
                .formatted(label(), mostBytes >> 20),
            e);
      }
      throw e;
    }
  }

  private HttpResponse<byte[]> exchange(Call call, BodyHandler<byte[]> handler) {
    long end = System.nanoTime() + call.deadline().toNanos();
    for (int done = 1; ; done++) {
      LensException failure;
      try {
        HttpResponse<byte[]> response = once(call, handler, end - System.nanoTime());
        if (response.statusCode() / 100 == 2) {
          return response;
        }
        failure = Problems.of(label(), call, response);
        if (!TRY_AGAIN.contains(response.statusCode()) || !call.repeatable()) {
          throw failure;
        }
      } catch (SSLException e) {
        if (Problems.isIdentity(e)) {
          throw Problems.certificate(label(), e);
        }
        // The peer broke the connection off, perhaps under load, perhaps after it took the call.
        failure = Problems.unreachable(label(), e);
        if (!call.repeatable() && !(e instanceof SSLHandshakeException)) {
          throw failure;
        }
      } catch (ConnectException e) {
        failure = Problems.unreachable(label(), e); // never sent: may be repeated whatever it is
      } catch (IOException e) {
        failure = Problems.unreachable(label(), e);
        if (!call.repeatable()) {
          throw failure;
        }
      }
      Duration pause = retries.pause(done, ThreadLocalRandom.current().nextDouble());
      if (done >= retries.attempts() || System.nanoTime() + pause.toNanos() >= end) {
        throw failure;
      }
      Pauses.sleep(pause);
    }
  }

  private HttpResponse<byte[]> once(Call call, BodyHandler<byte[]> handler, long nanos)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.url().resolve(call.path()))
            .method(call.method(), call.body());
    call.headers().forEach(request::header);
    BearerToken token = address.token();
    if (token != null) {
      request.header("Authorization", token.header());
    }
    // The client's own timeout ends with the headers; the future's covers the body as well.
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(), handler);
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw Problems.timeout(label(), call);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "the call of " + label() + " was given up", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw Problems.unreachable(label(), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  @Override
  public String toString() {
    return label();
  }
}
