package io.sharelens.owner.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundRules;
import io.sharelens.api.RoundState;
import io.sharelens.api.UpdatePlan;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.federation.SharedUpdate;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.transport.Pauses;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.Measurements;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.federation.UpdateEncoder;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass of {@link RoundWorker#run} through a round, from wherever the journal stands. */
final class RoundPass {
  /** The nodes know another update by this attempt, or do not want this one any more. */
  private static final Set<String> LOST =
      Set.of("attempt-conflict", "attempt-replaced", "no-such-attempt");

  /** A report that comes too late, or is not wanted; the round goes on without it. */
  private static final Set<String> UNREPORTED =
      Set.of("round-closed", "not-contributor", "wrong-candidate");

  private final RoundClient client;
  private final RoundSetup setup;
  private final RoundWatch watch;
  private final LocalWork work;
  private final RoundInfo first;
  private final RoundJournal journal;
  private final SecureRandom random = new SecureRandom();
  private @Nullable PublishedModel parent;
  private boolean joined;
  private boolean uncounted;

  RoundPass(
      RoundClient client, RoundSetup setup, PictureReader reader, RoundWatch watch, long number) {
    this.client = client;
    this.setup = setup;
    this.watch = watch;
    this.work = new LocalWork(setup, reader, watch);
    this.first = client.agreedRound(number);
    this.journal = RoundJournal.open(setup.rounds(), number, first.parent());
  }

  RoundOutcome run() {
    RoundInfo now = first;
    while (true) {
      switch (now.state()) {
        case OPEN -> join(now.rules());
        case COLLECTING -> contribute(now.rules());
        case AGGREGATING -> requireDelivered();
        case CALIBRATING -> {
          requireDelivered();
          measure(now);
        }
        case PUBLISHED -> {
          return journal.entry().delivered() && !uncounted
              ? end(RoundOutcome.Result.CONTRIBUTED, null, now.model())
              : end(RoundOutcome.Result.MISSED, "the round ended before", now.model());
        }
        case FAILED -> {
          return end(RoundOutcome.Result.FAILED, now.cause(), null);
        }
      }
      watch.at("waiting", 0, 0);
      watch.proceed();
      Pauses.sleep(setup.poll());
      now = client.round(1, first.number());
    }
  }

  /** The nodes went on without this owner, or ended the round while it was asked something. */
  RoundOutcome missed(String cause) {
    RoundInfo now = client.round(1, first.number());
    return now.state() == RoundState.FAILED
        ? end(RoundOutcome.Result.FAILED, now.cause(), null)
        : end(RoundOutcome.Result.MISSED, cause, null);
  }

  private void requireDelivered() {
    if (!journal.entry().delivered()) {
      throw Heartbeat.closed(first.number());
    }
  }

  private void join(RoundRules rules) {
    if (!joined) {
      setup.limits().check(rules);
      int pictures = work.pictures(parent()).files().size();
      client.join(first.number(), Math.min(pictures, setup.limits().maxPictures()));
      joined = true;
    }
  }

  private void contribute(RoundRules rules) {
    if (journal.entry().delivered()) {
      return;
    }
    join(rules);
    try (Heartbeat heartbeat = new Heartbeat(client, first.number(), setup.heartbeat(), watch)) {
      SharedUpdate update = journal.update().orElse(null);
      if (update == null) {
        update = share(rules, heartbeat);
      }
      parent = null; // not needed again, and large
      upload(update, heartbeat);
    }
  }

  private SharedUpdate share(RoundRules rules, Heartbeat heartbeat) {
    PublishedModel from = parent();
    at(heartbeat, "training", 0, 0);
    long begin = System.nanoTime();
    LocalWork.Trained trained =
        work.train(
            from,
            rules,
            first.number(),
            step -> {
              at(heartbeat, "training", step.done(), step.total());
              watch.trained(step);
              watch.proceed();
              heartbeat.requireOpen();
            });
    double training = seconds(begin);
    if (setup.keepLocalModels()) {
      LocalModels.write(setup, first, trained);
    }
    watch.at("sharing", 0, 0);
    begin = System.nanoTime();
    UpdateEncoder encoder =
        new UpdateEncoder(
            from.weights(),
            trained.weights(),
            trained.pictures(),
            trained.before().loss(),
            Rules.ofUpdates(rules),
            random);
    UpdateShares shares = UpdateShares.make(encoder, journal.correction(), random);
    UpdatePlan plan = shares.plan(from.sha256(), Rules.ofUpdates(rules).weight(trained.pictures()));
    journal.shared(
        plan, shares.seed(), trained.before(), new RoundTimes(training, seconds(begin), 0, 0));
    return new SharedUpdate(plan, shares.seed(), journal.correction());
  }

  private void upload(SharedUpdate update, Heartbeat heartbeat) {
    long begin = System.nanoTime();
    at(heartbeat, "uploading", 0, update.plan().words() * Integer.BYTES);
    try {
      client.upload(
          first.number(),
          update,
          (node, sent, bytes) -> {
            if (node == 2) {
              at(heartbeat, "uploading", sent, bytes);
            }
            watch.proceed();
          });
    } catch (LensException e) {
      if (LOST.contains(e.code())) {
        journal.dropped(); // the next pass shares anew, with a fresh seed
      }
      throw e;
    }
    journal.delivered(journal.entry().times().withUploading(seconds(begin)));
    watch.note("update delivered to both nodes");
  }

  private void measure(RoundInfo now) {
    String sha256 = now.candidate();
    if (sha256 == null || sha256.equals(journal.entry().reported())) {
      return;
    }
    long begin = System.nanoTime();
    watch.at("measuring", 0, 0);
    PublishedModel candidate = checked(sha256);
    Measurements measurements = work.measure(candidate);
    Quality after = work.quality(candidate);
    UpdatePlan plan = journal.entry().plan();
    int weight = plan == null ? 0 : plan.pictures();
    ReportedFigures secret =
        ReportedFigures.of(
            weight, after, journal.entry().precisionBefore(), Rules.ofUpdates(now.rules()));
    CandidateReport report = CandidateReport.of(sha256, measurements, secret, random);
    try {
      client.report(first.number(), report.first(), report.second());
    } catch (LensException e) {
      if (!UNREPORTED.contains(e.code())) {
        throw e;
      }
      watch.note("not reported: " + e.getMessage()); // the round ends well without it
      uncounted |= e.code().equals("not-contributor");
    }
    journal.reported(sha256, after, journal.entry().times().withMeasuring(seconds(begin)));
  }

  private PublishedModel parent() {
    PublishedModel model = parent;
    if (model == null) {
      model = checked(first.parent());
      parent = model;
    }
    return model;
  }

  private PublishedModel checked(String sha256) {
    List<String> categories = client.categories();
    PublishedModel model = client.model(sha256, setup.limits().maxModelBytes());
    new ModelCheck(setup.state().resolve("architecture.json"), setup.acceptNewArchitecture())
        .accept(model, categories);
    return model;
  }

  private void at(Heartbeat heartbeat, String step, long done, long total) {
    heartbeat.at(step, done, total);
    watch.at(step, done, total);
  }

  private RoundOutcome end(
      RoundOutcome.Result result, @Nullable String cause, @Nullable String model) {
    JournalEntry entry = journal.entry();
    UpdatePlan plan = entry.plan();
    journal.close();
    return new RoundOutcome(
        entry.round(),
        result,
        cause,
        model,
        plan == null ? 0 : plan.pictures(),
        plan == null ? 0 : plan.words() * Integer.BYTES + UpdateShares.SEED_BYTES,
        entry.lossBefore(),
        entry.lossAfter(),
        entry.precisionBefore(),
        entry.precisionAfter(),
        entry.times());
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
