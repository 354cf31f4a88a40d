package io.sharelens.node.rest;

import io.sharelens.node.live.LiveBoard;
import io.sharelens.node.live.Update;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Server-sent events of the console's topics: {@code event:} is the topic, the data its value as
 * JSON. A comment goes out in quiet times, so that a listener that left is noticed. After some
 * minutes the stream ends and the listener asks anew, as event sources do by themselves: who may
 * not listen any more is noticed then.
 */
final class AdminEvents implements StreamingOutput {
  private static final long QUIET_MILLIS = 10_000;
  private static final long LIFE_NANOS = 600_000_000_000L;

  private final LiveBoard.Listener listener;
  private final BooleanSupplier allowed;

  /**
   * @param listener closed when the stream ends
   * @param allowed whether who listens may go on; asked before everything that is sent
   */
  AdminEvents(LiveBoard.Listener listener, BooleanSupplier allowed) {
    this.listener = listener;
    this.allowed = allowed;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    long until = System.nanoTime() + LIFE_NANOS;
    try (listener) {
      send(out, "retry: 1000\n\n");
      while (System.nanoTime() < until && !listener.ended()) {
        Update news = listener.next(QUIET_MILLIS);
        if (!allowed.getAsBoolean()) {
          return;
        }
        send(
            out,
            news == null
                ? ": still there\n\n"
                : "event: "
                    + news.topic()
                    + "\ndata: "
                    + Json.MAPPER.writeValueAsString(news.value())
                    + "\n\n");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
