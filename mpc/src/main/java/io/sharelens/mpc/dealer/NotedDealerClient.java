package io.sharelens.mpc.dealer;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A link to the dealer that can fetch material before it is needed, so that the time of a protocol
 * can be measured with and without the dealer's part. It notes what one run asks for; {@link
 * #stock} then asks for the same once more and keeps the corrections in a temporary file, from
 * which the next run is served. Both servers do the same. Material is used once. For measurements:
 * the file is not encrypted and is removed on closing.
 */
public final class NotedDealerClient implements DealerClient, AutoCloseable {
  private final ChannelDealerClient live;
  private final FileChannel file;
  private final List<DealerRequest> noted = new ArrayList<>();
  private final Deque<Stocked> stock = new ArrayDeque<>();
  private long length;

  private record Stocked(DealerRequest request, long from, long bytes) {}

  public NotedDealerClient(ChannelDealerClient live) {
    this.live = live;
    try {
      Path temporary = Files.createTempFile("sharelens-stock", ".bin");
      file =
          FileChannel.open(
              temporary,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no file for dealer material: " + e, e);
    }
  }

  @Override
  public MaterialReader request(String kind, int count, long... params) {
    Stocked s = stock.peek();
    if (s != null) {
      DealerRequest r = s.request();
      DealerRequest wanted = new DealerRequest(r.number(), kind, count, params);
      if (!r.equals(wanted)) {
        throw LensException.internal(
            "stock-differs", "the stock holds " + r + " next, the protocol wants " + wanted);
      }
      stock.remove();
      long[] at = {s.from(), s.from() + s.bytes()};
      return new SharingReader(live.self(), () -> read(at), live.seed(), r);
    }
    noted.add(new DealerRequest(0, kind, count, params));
    return live.request(kind, count, params);
  }

  /**
   * Fetches what was asked for since the last call, once more.
   *
   * @return bytes of corrections now in stock (0 at the first server, whose material is a seed)
   */
  public long stock() {
    long before = length;
    live.finish();
    for (DealerRequest old : noted) {
      DealerRequest r = live.ask(old.kind(), old.count(), old.params());
      long from = length;
      boolean last = live.self() == 1;
      while (!last) {
        ByteBuffer frame = live.frame();
        last = DealerProtocol.last(frame);
        append(frame);
      }
      stock.add(new Stocked(r, from, length - from));
    }
    noted.clear();
    return length - before;
  }

  /** Forgets what was noted: the next {@link #stock} repeats only what comes after. */
  public void forget() {
    noted.clear();
  }

  private void append(ByteBuffer block) {
    try {
      while (block.hasRemaining()) {
        length += file.write(block, length);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", "dealer material cannot be kept: " + e, e);
    }
  }

  private ByteBuffer read(long[] at) {
    int n = (int) Math.min(DealerProtocol.BLOCK_BYTES, at[1] - at[0]);
    ByteBuffer b = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (b.hasRemaining()) {
        int got = file.read(b, at[0] + b.position());
        if (got < 0) {
          throw LensException.internal("stock-short", "the stock's file ended");
        }
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", "dealer material cannot be read: " + e, e);
    }
    at[0] += n;
    return b.flip();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw LensException.resources("no-disk", "the stock's file cannot be closed: " + e, e);
    }
  }
}
