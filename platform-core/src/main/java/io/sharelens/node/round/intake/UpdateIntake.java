package io.sharelens.node.round.intake;

import io.sharelens.api.RoundState;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.service.RoundService.Chunk;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Takes this node's part of updates in: plan, chunks, completion. Everything is durable when a call
 * returns. An attempt can be continued only with the plan it began with; an owner's newest complete
 * attempt counts, until the set of contributors is fixed. Thread-safe.
 */
public final class UpdateIntake {
  /** Complete attempts of an owner that are kept, in case the other node lacks the newest. */
  private static final int KEPT = 2;

  private final Store store;
  private final UpdateFiles files;
  private final UpdateKeeping keeping;
  private final RoundGate gate;
  private final PlanRules rules;
  private final Terms terms;
  private final Clock clock;
  private final Map<String, ReentrantLock> appending = new ConcurrentHashMap<>();

  /**
   * @param node 1 takes seeds, 2 corrections
   * @param chunkBytes largest chunk
   * @param closed what an owner is told that comes too late for a round
   * @param changed called when an update is complete
   */
  public record Terms(
      int node, int chunkBytes, LongFunction<LensException> closed, Runnable changed) {}

  public UpdateIntake(
      Store store,
      UpdateFiles files,
      UpdateKeeping keeping,
      RoundGate gate,
      PlanRules rules,
      Terms terms,
      Clock clock) {
    this.store = store;
    this.files = files;
    this.keeping = keeping;
    this.gate = gate;
    this.rules = rules;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * Begins an attempt or tells how far it is.
   *
   * @throws LensException USER {@code round-closed}, {@code not-joined}, {@code attempt-conflict}
   *     (known with another plan), {@code attempt-replaced}, {@code quota}, or what {@link
   *     PlanRules} says
   */
  public UpdateStatus begin(String owner, long number, UpdatePlan plan) {
    String digest = CanonicalJson.digest(plan);
    return gate.locked(
        () -> {
          RoundRow round = open(number);
          rules.check(round, owner, plan);
          UpdateRow known = store.updates().find(number, plan.attempt()).orElse(null);
          if (known == null) {
            return status(create(owner, round, plan, digest));
          }
          requireOwn(owner, known);
          if (!known.planDigest().equals(digest)) {
            throw LensException.user(
                "attempt-conflict",
                "attempt " + plan.attempt() + " was begun with another plan; take a new id");
          }
          requireLiving(known);
          return status(known);
        });
  }

  /** Appends a chunk; what does not start at the next byte is not taken. */
  public Chunk append(String owner, long number, String attempt, long offset, ByteBuffer chunk) {
    ReentrantLock lock = appending.computeIfAbsent(attempt, a -> new ReentrantLock());
    lock.lock();
    try {
      open(number);
      UpdateRow u = require(owner, number, attempt);
      if (offset != u.received()) {
        return new Chunk(false, u.received());
      }
      int n = chunk.remaining();
      if (n > u.bytes() - offset) {
        throw LensException.user(
            "too-many-bytes",
            "this node's part has %d bytes; the chunk would make %d"
                .formatted(u.bytes(), offset + n));
      }
      if (n > 0) {
        files.append(file(u), offset, chunk);
        store.updates().received(number, attempt, offset + n);
      }
      return new Chunk(true, offset + n);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Verifies an update; from now on it can be counted.
   *
   * @throws LensException USER {@code not-complete}, {@code hash-mismatch} (begin at 0 again),
   *     {@code round-closed}
   */
  public UpdateStatus complete(String owner, long number, String attempt) {
    ReentrantLock lock = appending.computeIfAbsent(attempt, a -> new ReentrantLock());
    lock.lock();
    try {
      UpdateRow u = require(owner, number, attempt);
      if (!u.state().equals(UpdateRow.UPLOADING)) {
        return status(u);
      }
      open(number);
      if (u.received() < u.bytes()) {
        throw LensException.user(
            "not-complete", "this node has %d of %d bytes".formatted(u.received(), u.bytes()));
      }
      UpdateFiles.Content content = files.read(file(u), u.bytes());
      if (!content.sha256().equals(u.sha256())) {
        store.updates().received(number, attempt, 0);
        throw LensException.user(
            "hash-mismatch", "what came is not what the plan announced; send it again from 0");
      }
      gate.locked(
          () -> {
            open(number);
            store.updates().complete(number, attempt, content.crc());
            dropOlder(owner, number);
          });
    } finally {
      lock.unlock();
      appending.remove(attempt);
    }
    terms.changed().run();
    return status(require(owner, number, attempt));
  }

  private UpdateRow create(String owner, RoundRow round, UpdatePlan plan, String digest) {
    if (store.updates().ofOwner(owner).stream().anyMatch(u -> u.attempt().equals(plan.attempt()))) {
      throw LensException.user(
          "attempt-conflict", "attempt " + plan.attempt() + " belongs to an earlier round");
    }
    for (UpdateRow u : of(owner, round.number())) {
      if (u.state().equals(UpdateRow.UPLOADING)) {
        keeping.drop(u);
      }
    }
    long bytes = terms.node() == 1 ? Seed.BYTES : Integer.BYTES * plan.words();
    if (!keeping.room(bytes)) {
      throw LensException.user(
          "quota", "this node keeps no more bytes of updates; ask its operator for rounds.quota");
    }
    UpdateRow row =
        new UpdateRow(
            round.number(),
            plan.attempt(),
            owner,
            UpdateRow.UPLOADING,
            digest,
            plan.pictures(),
            terms.node() == 1 ? plan.seedSha256() : plan.correctionSha256(),
            bytes,
            0,
            null,
            round.number() + "/" + plan.attempt() + ".share",
            0);
    store.updates().insert(row, clock.millis());
    return row;
  }

  private void dropOlder(String owner, long number) {
    List<UpdateRow> complete =
        of(owner, number).stream().filter(u -> u.state().equals(UpdateRow.COMPLETE)).toList();
    for (int i = 0; i < complete.size() - KEPT; i++) {
      keeping.drop(complete.get(i));
    }
  }

  private List<UpdateRow> of(String owner, long number) {
    return store.updates().of(number).stream().filter(u -> u.owner().equals(owner)).toList();
  }

  private RoundRow open(long number) {
    RoundRow round = store.rounds().find(number).orElse(null);
    if (round == null) {
      throw unknown(number);
    }
    if (round.state() != RoundState.OPEN && round.state() != RoundState.COLLECTING) {
      throw terms.closed().apply(number);
    }
    return round;
  }

  /** Node 2 hears of a round from node 1: an owner may be faster, and should come again. */
  private LensException unknown(long number) {
    return terms.node() == 1
        ? LensException.user("no-round", "there is no round " + number)
        : LensException.resources(
            "round-unknown", "node 2 has not heard of round " + number + " yet", null);
  }

  private UpdateRow require(String owner, long number, String attempt) {
    UpdateRow u =
        store
            .updates()
            .find(number, attempt)
            .orElseThrow(
                () ->
                    LensException.user(
                        "no-such-attempt", "round " + number + " has no attempt " + attempt));
    requireOwn(owner, u);
    requireLiving(u);
    return u;
  }

  private static void requireOwn(String owner, UpdateRow u) {
    if (!u.owner().equals(owner)) {
      throw LensException.user(
          "no-such-attempt", "round " + u.round() + " has no attempt " + u.attempt() + " of yours");
    }
  }

  private static void requireLiving(UpdateRow u) {
    if (u.state().equals(UpdateRow.DROPPED)) {
      throw LensException.user(
          "attempt-replaced", "attempt " + u.attempt() + " was replaced; take a new id");
    }
  }

  private static String file(UpdateRow u) {
    String file = u.file();
    if (file == null) {
      throw LensException.user(
          "attempt-replaced", "the bytes of attempt " + u.attempt() + " are not kept any more");
    }
    return file;
  }

  private UpdateStatus status(UpdateRow u) {
    boolean complete = u.state().equals(UpdateRow.COMPLETE) || u.state().equals(UpdateRow.COUNTED);
    return new UpdateStatus(u.attempt(), complete, u.received(), u.bytes(), terms.chunkBytes());
  }
}
