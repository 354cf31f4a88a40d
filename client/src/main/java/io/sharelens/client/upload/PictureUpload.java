package io.sharelens.client.upload;

import io.sharelens.api.PictureState;
import io.sharelens.api.UploadStatus;
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
import java.util.concurrent.atomic.LongAdder;

/** Brings an attempt to both nodes, each from where it stopped. */
public final class PictureUpload {
  private static final int TRIES = 4;

  /** The node says where to go on, or forgot a part that arrived damaged. */
  private static final Set<String> RESENT = Set.of("wrong-offset", "hash-mismatch");

  /** The attempt can never succeed. */
  private static final Set<String> LOST =
      Set.of("attempt-conflict", "attempt-deleted", "id-taken", "wrong-model");

  private static final Duration CHUNK_DEADLINE = Duration.ofMinutes(2);

  private final List<NodeConnection> nodes;
  private final AttemptStore store;
  private final LongAdder sent = new LongAdder();

  /**
   * @param nodes nodes 1 and 2
   */
  public PictureUpload(List<NodeConnection> nodes, AttemptStore store) {
    this.nodes = List.copyOf(nodes);
    this.store = store;
  }

  /**
   * Uploads a picture or goes on with it. When this fails, calling it again with the same picture
   * sends what is missing.
   *
   * @return id of the attempt that both nodes now hold
   */
  public String run(PreparedPicture picture) {
    Attempt attempt = store.begin(picture);
    List<Callable<Boolean>> both = new ArrayList<>();
    for (NodeConnection node : nodes) {
      both.add(() -> persistently(node, attempt));
    }
    try {
      Fanout.all(both);
    } catch (LensException e) {
      if (LOST.contains(e.code())) {
        store.end(picture.id()); // the nodes will never take it; the next run starts afresh
      }
      throw e;
    }
    store.end(picture.id());
    return attempt.id();
  }

  /** Bytes of shares that nodes took from here, in all. */
  public long sentBytes() {
    return sent.sum();
  }

  private boolean persistently(NodeConnection node, Attempt attempt) {
    for (int i = 1; ; i++) {
      try {
        send(node, attempt);
        return true;
      } catch (LensException e) {
        // A chunk may have arrived although its answer did not: the plan's answer tells.
        boolean again =
            e.kind() == ErrorKind.RESOURCES
                || e.kind() == ErrorKind.INTERNAL
                || RESENT.contains(e.code());
        if (!again || i == TRIES || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        Pauses.sleep(Duration.ofMillis(250L << i));
      }
    }
  }

  private void send(NodeConnection node, Attempt attempt) {
    String picture = "/v1/pictures/" + Paths.segment(attempt.picture());
    UploadStatus status =
        node.json(Call.put(picture, attempt.plan(node.node())), UploadStatus.class);
    if (status.state() != PictureState.UPLOADING) {
      return; // complete from an earlier run
    }
    String path = picture + "/attempts/" + Paths.segment(attempt.id());
    for (Attempt.Payload payload : attempt.payloads(node.node())) {
      long offset = offset(node, status, payload);
      sendPart(node, path, payload, Math.toIntExact(offset), Math.max(1, status.chunkBytes()));
    }
    node.run(Call.bytes("POST", path + "/complete", BodyPublishers.noBody()).repeated());
  }

  private void sendPart(
      NodeConnection node, String path, Attempt.Payload payload, int offset, int chunk) {
    byte[] bytes = payload.bytes();
    for (int at = offset; at < bytes.length; ) {
      int n = Math.min(chunk, bytes.length - at);
      String part = path + "/parts/" + Paths.segment(payload.plan().name()) + "?offset=" + at;
      node.run(
          Call.bytes("PUT", part, BodyPublishers.ofByteArray(bytes, at, n)).within(CHUNK_DEADLINE));
      at += n;
      sent.add(n);
    }
  }

  private static long offset(NodeConnection node, UploadStatus status, Attempt.Payload payload) {
    for (UploadStatus.PartOffset part : status.parts()) {
      if (part.name().equals(payload.plan().name())) {
        if (part.offset() < 0 || part.offset() > payload.bytes().length) {
          break;
        }
        return part.offset();
      }
    }
    throw LensException.protocol(
        "bad-answer", node.label() + " gave no usable offset for " + payload.plan().name());
  }
}
