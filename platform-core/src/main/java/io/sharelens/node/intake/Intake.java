package io.sharelens.node.intake;

import io.sharelens.api.PartPlan;
import io.sharelens.api.PictureState;
import io.sharelens.api.UploadPlan;
import io.sharelens.api.UploadStatus;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Limits;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.service.NodeEvents;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.PartRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Pictures;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.files.ShareFiles;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Takes shares of pictures in: plan, chunks, completion. An attempt can be continued only with the
 * plan it began with, which names the hashes of its payloads: so the same seed is never used for
 * another content. Everything is durable when a call returns. Thread-safe.
 */
public final class Intake {
  private static final String CONFLICT = "attempt-conflict";

  private final Store store;
  private final UploadRules rules;
  private final Limits limits;
  private final NodeEvents events;
  private final Clock clock;
  private final PictureLocks locks = new PictureLocks();

  public Intake(Store store, UploadRules rules, Limits limits, NodeEvents events, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.limits = limits;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Begins an attempt or tells how far it is.
   *
   * @throws LensException USER {@code bad-plan}, {@code wrong-model}, {@code id-taken}, {@code
   *     attempt-conflict} (other plan), {@code attempt-deleted}, {@code quota}
   */
  public UploadStatus begin(String owner, String picture, UploadPlan plan) {
    rules.check(picture, plan);
    PictureRef ref = new PictureRef(picture, plan.attempt());
    String digest = digest(plan);
    return locks.locked(picture, () -> begin(owner, ref, plan, digest));
  }

  private UploadStatus begin(String owner, PictureRef ref, UploadPlan plan, String digest) {
    requireOwn(owner, ref.picture(), true);
    AttemptRow known = store.pictures().find(ref).orElse(null);
    if (known == null) {
      requireModel(plan.model());
      requireRoom(owner, plan);
      known = create(ref, owner, plan, digest);
    } else if (!known.state().alive()) {
      throw gone(ref);
    } else if (!known.planDigest().equals(digest)) {
      throw LensException.user(
          CONFLICT, "attempt " + ref.attempt() + " was begun with another plan; take a new id");
    }
    return status(known);
  }

  /** Where an attempt stands. */
  public UploadStatus status(String owner, PictureRef ref) {
    return status(require(owner, ref));
  }

  /** Payload bytes of a part that are durable. */
  public long offset(String owner, PictureRef ref, String part) {
    require(owner, ref);
    return part(ref, part).received();
  }

  /**
   * Appends a chunk.
   *
   * @param offset where it belongs; anything but the next byte is not taken
   * @throws LensException USER {@code too-many-bytes} if it goes beyond the plan
   */
  public ChunkAnswer append(
      String owner, PictureRef ref, String name, long offset, ByteBuffer chunk) {
    return locks.locked(ref.picture(), () -> appendNext(owner, ref, name, offset, chunk));
  }

  private ChunkAnswer appendNext(
      String owner, PictureRef ref, String name, long offset, ByteBuffer chunk) {
    AttemptRow row = require(owner, ref);
    PartRow part = part(ref, name);
    if (offset != part.received()) {
      return new ChunkAnswer(false, part.received());
    }
    if (row.state() != AttemptState.UPLOADING) {
      throw LensException.user(CONFLICT, "attempt " + ref.attempt() + " is complete");
    }
    int n = chunk.remaining();
    if (n > part.bytes() - offset) {
      throw LensException.user(
          "too-many-bytes",
          "part '%s' has %d bytes; the chunk would make %d"
              .formatted(name, part.bytes(), offset + n));
    }
    if (n > 0) {
      store.shares().appendPart(part.file(), offset, chunk);
      store.pictures().received(ref, name, offset + n);
    }
    return new ChunkAnswer(true, offset + n);
  }

  /**
   * Verifies every part and makes the attempt STORED. Calling it again is no error.
   *
   * @throws LensException USER {@code not-complete}, naming the part, or {@code hash-mismatch}; the
   *     part then starts again at 0
   */
  public UploadStatus complete(String owner, PictureRef ref) {
    boolean stored = locks.locked(ref.picture(), () -> verifyAndStore(owner, ref));
    if (stored) {
      events.stored(ref);
    }
    return status(require(owner, ref));
  }

  /** Whether the attempt became STORED now. */
  private boolean verifyAndStore(String owner, PictureRef ref) {
    if (require(owner, ref).state() != AttemptState.UPLOADING) {
      return false;
    }
    for (PartRow part : store.pictures().parts(ref)) {
      verify(ref, part);
    }
    return store.pictures().stored(ref, clock.millis());
  }

  /**
   * Deletes a picture: at once it is in no search any more.
   *
   * @throws LensException USER {@code no-such-picture}
   */
  public void delete(String owner, String picture) {
    locks.locked(
        picture,
        () -> {
          requireOwn(owner, picture, false);
          if (!store.pictures().delete(picture, clock.millis())) {
            throw noPicture(picture);
          }
          return true;
        });
    events.deleted(picture);
  }

  private AttemptRow create(PictureRef ref, String owner, UploadPlan plan, String digest) {
    List<PartRow> parts =
        plan.parts().stream()
            .map(
                p ->
                    new PartRow(
                        p.name(),
                        p.form(),
                        p.ring(),
                        p.elements(),
                        p.bytes(),
                        p.sha256(),
                        0,
                        ShareFiles.partName(UUID.randomUUID().toString())))
            .toList();
    AttemptRow row =
        store
            .pictures()
            .begin(ref, owner, plan.mediaType(), plan.model(), digest, parts, clock.millis());
    if (store.pictures().replaceOlder(row, true) > 0) {
      store.removal().sweep();
    }
    return row;
  }

  private void verify(PictureRef ref, PartRow part) {
    if (!part.complete()) {
      throw LensException.user(
          "not-complete",
          "part '%s' has %d of %d bytes".formatted(part.name(), part.received(), part.bytes()));
    }
    MessageDigest sha256 = CanonicalJson.newSha256();
    store.shares().eachBlock(part.file(), part.bytes(), sha256::update);
    if (!HexFormat.of().formatHex(sha256.digest()).equals(part.sha256())) {
      store.pictures().received(ref, part.name(), 0);
      store.shares().deletePart(part.file());
      throw LensException.user(
          "hash-mismatch", "part '" + part.name() + "' is not what the plan announced");
    }
  }

  private void requireModel(String sha256) {
    ModelRow model = store.models().find(sha256).orElse(null);
    if (model == null || model.state().equals(ModelRow.STAGED)) {
      throw LensException.user(
          "wrong-model", "the picture was prepared for a model that is not published here");
    }
  }

  private void requireRoom(String owner, UploadPlan plan) {
    Pictures.Usage usage = store.pictures().usage(owner);
    long more = plan.parts().stream().mapToLong(PartPlan::bytes).sum();
    if (usage.pictures() >= limits.maxPicturesPerOwner()) {
      throw LensException.user(
          "quota", owner + " holds " + usage.pictures() + " pictures, which is the limit");
    }
    if (usage.bytes() + more > limits.maxBytesPerOwner()) {
      throw LensException.user(
          "quota", owner + " would hold more than " + limits.maxBytesPerOwner() + " bytes");
    }
  }

  private void requireOwn(String owner, String picture, boolean mayBeNew) {
    String whose = store.pictures().owner(picture).orElse(null);
    if (whose == null ? mayBeNew : whose.equals(owner)) {
      return;
    }
    throw mayBeNew
        ? LensException.user("id-taken", "the id '" + picture + "' cannot be used; take another")
        : noPicture(picture);
  }

  private AttemptRow require(String owner, PictureRef ref) {
    AttemptRow row = store.pictures().find(ref).orElse(null);
    if (row == null || !row.owner().equals(owner)) {
      throw LensException.user(
          "no-such-attempt",
          "there is no attempt " + ref.attempt() + " at '" + ref.picture() + "'");
    }
    if (!row.state().alive()) {
      throw gone(ref);
    }
    return row;
  }

  private PartRow part(PictureRef ref, String name) {
    return store.pictures().parts(ref).stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> LensException.user("no-such-part", "the plan has no part '" + name + "'"));
  }

  private UploadStatus status(AttemptRow row) {
    return new UploadStatus(
        row.ref().picture(),
        row.ref().attempt(),
        PictureState.valueOf(row.state().name()),
        store.pictures().parts(row.ref()).stream()
            .map(p -> new UploadStatus.PartOffset(p.name(), p.received(), p.bytes()))
            .toList(),
        limits.chunkBytes());
  }

  /** The order in which the parts are listed does not matter. */
  private static String digest(UploadPlan plan) {
    return CanonicalJson.digest(
        new UploadPlan(
            plan.attempt(),
            plan.mediaType(),
            plan.model(),
            plan.parts().stream().sorted(Comparator.comparing(PartPlan::name)).toList()));
  }

  private static LensException gone(PictureRef ref) {
    return LensException.user(
        "attempt-deleted", "attempt " + ref.attempt() + " was replaced or deleted; take a new id");
  }

  private static LensException noPicture(String picture) {
    return LensException.user("no-such-picture", "there is no picture '" + picture + "' of yours");
  }
}
