package io.sharelens.owner.page;

import com.sun.net.httpserver.HttpExchange;
import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentDesk;
import io.sharelens.owner.agent.AgentView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: {@code agent} with the present view whenever it changes, and {@code alive}
 * every second, so that a page knows soon when the agent is gone.
 */
final class PageEvents {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final long ALIVE_NANOS = Duration.ofSeconds(1).toNanos();

  /** Pages that may be open at once. */
  private static final int MOST = 16;

  private final AgentDesk desk;
  private final Semaphore free = new Semaphore(MOST);
  private final CountDownLatch closing = new CountDownLatch(1);

  PageEvents(AgentDesk desk) {
    this.desk = desk;
  }

  void answer(HttpExchange exchange) throws IOException {
    if (!free.tryAcquire()) {
      throw LensException.resources(
          "too-many-pages", "the page is open " + MOST + " times; close one", null);
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      send(exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  private void send(OutputStream out) throws IOException, InterruptedException {
    @Nullable AgentView last = null;
    long alive = System.nanoTime() - ALIVE_NANOS;
    boolean over;
    do {
      over = closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      AgentView view = desk.view();
      if (!view.equals(last)) {
        event(out, "agent", Json.write(view));
        last = view;
      } else if (System.nanoTime() - alive >= ALIVE_NANOS) {
        event(out, "alive", new byte[] {'1'});
      } else {
        continue;
      }
      alive = System.nanoTime();
    } while (!over);
    event(out, "end", new byte[] {'1'});
  }

  private static void event(OutputStream out, String name, byte[] data) throws IOException {
    out.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    out.write(data);
    out.write(new byte[] {'\n', '\n'});
    out.flush();
  }

  /** Ends all, after the view as it is then. */
  void close() {
    closing.countDown();
  }
}
