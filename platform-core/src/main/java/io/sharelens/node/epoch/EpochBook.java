package io.sharelens.node.epoch;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.EpochRow;
import io.sharelens.node.store.Epochs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of this node: the current one, the one before it (searches that were prepared for it
 * may still run), and at most one that is prepared but does not count yet. Thread-safe.
 */
public final class EpochBook {
  private final Epochs table;
  private final Clock clock;
  private @Nullable Epoch current;
  private @Nullable Epoch previous;

  public EpochBook(Epochs table, Clock clock) {
    this.table = table;
    this.clock = clock;
    current = table.current().map(EpochBook::parse).orElse(null);
    if (current != null) {
      previous = committed(current.number() - 1).orElse(null);
    }
  }

  /** The committed epoch with the greatest number; empty before the first. */
  public synchronized Optional<Epoch> current() {
    return Optional.ofNullable(current);
  }

  /** The committed epoch before {@link #current}. */
  public synchronized Optional<Epoch> previous() {
    return Optional.ofNullable(previous);
  }

  /**
   * The epoch that a session names.
   *
   * @throws LensException PROTOCOL {@code epoch-differs} if it is neither the current one nor the
   *     one before
   */
  public synchronized Epoch require(long number, String digest) {
    for (Epoch e : new @Nullable Epoch[] {current, previous}) {
      if (e != null && e.number() == number && e.digest().equals(digest)) {
        return e;
      }
    }
    Epoch now = current;
    throw LensException.protocol(
        "epoch-differs",
        "epoch "
            + number
            + " ("
            + brief(digest)
            + ") is not usable here; the current one is "
            + (now == null ? "none" : now.number() + " (" + brief(now.digest()) + ")"));
  }

  /**
   * As {@link #require}, for sessions that node 1 opened: that it names an epoch proves that it
   * committed it, so a proposal that waits here for its commit counts from now on.
   */
  public synchronized Epoch requireOrCommit(long number, String digest) {
    if (prepared(number, digest).isPresent()) {
      commit(number, digest);
    }
    return require(number, digest);
  }

  /**
   * Stores a proposal durably. It does not count before {@link #commit}.
   *
   * @throws LensException PROTOCOL {@code epoch-out-of-order} if it does not follow the current one
   */
  public synchronized void prepare(Epoch epoch) {
    long now = current == null ? Epoch.NONE : current.number();
    if (epoch.number() <= now) {
      throw LensException.protocol(
          "epoch-out-of-order", "epoch " + epoch.number() + " does not follow epoch " + now);
    }
    table.propose(
        new EpochRow(
            epoch.number(),
            epoch.digest(),
            false,
            clock.millis(),
            new String(CanonicalJson.bytes(epoch), StandardCharsets.UTF_8)));
  }

  /**
   * Makes a prepared epoch count. Does nothing if it already does.
   *
   * @throws LensException PROTOCOL {@code epoch-unknown} if it was not prepared here
   */
  public synchronized Epoch commit(long number, String digest) {
    if (current != null && current.number() == number && current.digest().equals(digest)) {
      return current;
    }
    Epoch epoch =
        prepared(number, digest)
            .orElseThrow(
                () ->
                    LensException.protocol(
                        "epoch-unknown",
                        "epoch " + number + " (" + brief(digest) + ") was not prepared here"));
    table.commit(number, digest);
    previous = current;
    current = epoch;
    table.forgetBefore(previous == null ? number : previous.number());
    return epoch;
  }

  /** A proposal that waits for its commit. */
  public synchronized Optional<Epoch> prepared(long number, String digest) {
    return table
        .find(number)
        .filter(r -> !r.committed() && r.digest().equals(digest))
        .map(EpochBook::parse);
  }

  private Optional<Epoch> committed(long number) {
    return table.find(number).filter(EpochRow::committed).map(EpochBook::parse);
  }

  private static Epoch parse(EpochRow row) {
    return CanonicalJson.read(row.content().getBytes(StandardCharsets.UTF_8), Epoch.class);
  }

  private static String brief(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }
}
