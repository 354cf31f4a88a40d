package io.sharelens.node.job;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Pictures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracts batches at node 1. A batch that fails for a cause of its own is halved until the picture
 * that cannot be extracted is alone; after some attempts it is given up and the others go on.
 */
final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
  private static final int TRIES = 3;

  /** A picture that can be found now cannot be made ready for another scheme. */
  static final String SWITCH_FAILED = "switch-failed";

  /** Refusals that have nothing to do with the pictures. */
  private static final Set<String> OF_NODES =
      Set.of(
          "busy",
          "shutting-down",
          "scheme-differs",
          "plugins-differ",
          "model-differs",
          "format-differs",
          "epoch-differs",
          "hellos-differ",
          "protocol-version",
          "unknown-session-kind",
          "wrong-certificate",
          "wrong-party",
          "tls-refused");

  private final ExtractLeader leader;
  private final Pictures pictures;
  private final BooleanSupplier staging;
  private final Map<PictureRef, Integer> failures = new HashMap<>();
  private final Set<PictureRef> unusable = new HashSet<>();
  private volatile SessionRun running = new SessionRun();

  /**
   * @param staging whether another scheme is being made ready, while pictures are searchable
   */
  BatchRunner(ExtractLeader leader, Pictures pictures, BooleanSupplier staging) {
    this.staging = staging;
    this.leader = leader;
    this.pictures = pictures;
  }

  /**
   * Extracts features of pictures and makes their rows.
   *
   * @return pictures that are done with: extracted or given up
   * @throws LensException if the nodes cannot work at all now
   */
  int run(String model, List<PictureRef> batch) {
    try {
      running = leader.newRun();
      leader.extract(running, model, batch, null);
      batch.forEach(failures::remove);
      return batch.size();
    } catch (LensException e) {
      requireOfPictures(e);
      if (batch.size() > 1) {
        int half = batch.size() / 2;
        return run(model, batch.subList(0, half)) + run(model, batch.subList(half, batch.size()));
      }
      return failed(batch.getFirst(), e);
    }
  }

  /**
   * Makes rows of features that nodes 1 and 2 have stored. Pictures for which that fails are
   * extracted later, as if nothing were stored.
   *
   * @param made the session that made each feature
   * @return pictures that are done with
   * @throws LensException if the nodes cannot work at all now
   */
  int rows(String model, List<PictureRef> batch, long[] made) {
    try {
      running = leader.newRun();
      leader.extract(running, model, batch, made);
      return batch.size();
    } catch (LensException e) {
      requireOfPictures(e);
      LOG.warn("stored features of {} pictures are of no use: {}", batch.size(), e.getMessage());
      unusable.addAll(batch);
      return 0;
    }
  }

  /** Whether rows may be made of a picture's stored features. */
  boolean usable(PictureRef ref) {
    return !unusable.contains(ref);
  }

  private static void requireOfPictures(LensException e) {
    if (ofNodes(e) || e.code().equals(SWITCH_FAILED)) {
      throw e;
    }
  }

  /** Whether a failure says something about the nodes, which may pass, not about the data. */
  static boolean ofNodes(LensException e) {
    return e.kind() == ErrorKind.RESOURCES || OF_NODES.contains(e.code());
  }

  /** Ends the session that runs, for a shutdown. */
  void cancel() {
    running.cancel();
  }

  private int failed(PictureRef ref, LensException why) {
    if (failures.merge(ref, 1, Integer::sum) < TRIES) {
      return 0;
    }
    failures.remove(ref);
    if (staging.getAsBoolean()) {
      throw new LensException(
          why.kind(),
          SWITCH_FAILED,
          "picture %s cannot be extracted with it: %s".formatted(ref.picture(), why.getMessage()),
          why);
    }
    LOG.warn(
        "picture {} ({}) cannot be extracted: {}", ref.picture(), ref.attempt(), why.getMessage());
    pictures.failed(ref, why.code() + ": " + why.getMessage());
    return 1;
  }
}
