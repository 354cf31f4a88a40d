package io.sharelens.client.federation;

import io.sharelens.api.UpdateStatus;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;
import io.sharelens.client.transport.Pauses;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Brings an update's shares to nodes 1 and 2, each from where it stopped. */
final class UpdateUpload {
  /** Failures in a row without a byte of progress. */
  private static final int TRIES = 5;

  /** A chunk is held in memory, whatever a node would take. */
  private static final int LARGEST_CHUNK = 4 << 20;

  /** The node says where to go on, or forgot a part that arrived damaged. */
  private static final Set<String> RESENT = Set.of("wrong-offset", "hash-mismatch");

  private static final Duration CHUNK_DEADLINE = Duration.ofMinutes(5);
  private static final Duration COMPLETE_DEADLINE = Duration.ofMinutes(5);

  private final List<NodeConnection> nodes;
  private final Duration pause;

  /**
   * @param nodes nodes 1 and 2
   * @param pause after the first failure, doubled after each more
   */
  UpdateUpload(List<NodeConnection> nodes, Duration pause) {
    this.nodes = List.copyOf(nodes);
    this.pause = pause;
  }

  void run(long round, SharedUpdate update, UploadProgress progress) {
    long wanted = update.plan().words() * Integer.BYTES;
    try (SharePart seed = SharePart.of(update.seed().bytes());
        SharePart correction = SharePart.of(update.correction())) {
      if (correction.bytes() != wanted) {
        throw LensException.user(
            "wrong-length",
            "the update's file has %d bytes instead of %d".formatted(correction.bytes(), wanted));
      }
      List<Callable<Boolean>> both = new ArrayList<>();
      for (NodeConnection node : nodes) {
        SharePart part = node.node() == 1 ? seed : correction;
        both.add(() -> persistently(node, round, update, part, progress));
      }
      Fanout.all(both);
    }
  }

  private boolean persistently(
      NodeConnection node,
      long round,
      SharedUpdate update,
      SharePart part,
      UploadProgress progress) {
    long[] reached = {0};
    int failures = 0;
    while (true) {
      long before = reached[0];
      try {
        send(node, round, update, part, progress, reached);
        return true;
      } catch (LensException e) {
        boolean again =
            e.kind() == ErrorKind.RESOURCES
                || e.kind() == ErrorKind.INTERNAL
                || RESENT.contains(e.code());
        failures = reached[0] > before ? 1 : failures + 1;
        if (!again || failures >= TRIES || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        Pauses.sleep(pause.multipliedBy(1L << failures));
      }
    }
  }

  private static void send(
      NodeConnection node,
      long round,
      SharedUpdate update,
      SharePart part,
      UploadProgress progress,
      long[] reached) {
    String path = RoundPaths.round(round) + "/update";
    UpdateStatus status = node.json(Call.put(path, update.plan()), UpdateStatus.class);
    if (!status.complete()) {
      if (status.offset() < 0 || status.offset() > part.bytes()) {
        throw LensException.protocol("bad-answer", node.label() + " gave no usable offset");
      }
      String attempt = path + "/" + Paths.segment(update.plan().attempt());
      int chunk = Math.clamp(status.chunkBytes(), 1, LARGEST_CHUNK);
      for (long at = status.offset(); at < part.bytes(); ) {
        int n = (int) Math.min(chunk, part.bytes() - at);
        byte[] piece = part.read(at, n);
        Call call = Call.bytes("PUT", attempt + "?offset=" + at, BodyPublishers.ofByteArray(piece));
        node.run(call.within(CHUNK_DEADLINE));
        at += n;
        // A part that was damaged and is sent again counts as no progress until it is further.
        reached[0] = Math.max(reached[0], at);
        progress.sent(node.node(), at, part.bytes());
      }
      node.run(
          Call.bytes("POST", attempt + "/complete", BodyPublishers.noBody())
              .repeated()
              .within(COMPLETE_DEADLINE));
    }
    progress.sent(node.node(), part.bytes(), part.bytes());
  }
}
