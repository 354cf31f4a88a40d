package io.sharelens.node.job;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.Slots;
import io.sharelens.node.store.Counters;
import io.sharelens.node.store.PictureRef;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Node 1's side of an extraction session. */
public final class ExtractLeader {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final ModelCache models;
  private final Slots slots;

  public ExtractLeader(
      NodeContext node, SessionJournal journal, EpochBook epochs, ModelCache models, Slots slots) {
    this.node = node;
    this.journal = journal;
    this.epochs = epochs;
    this.models = models;
    this.slots = slots;
  }

  /**
   * Makes the index rows of one batch and stores them at all servers that compute, or nowhere where
   * they count.
   *
   * @param run lets the caller cancel
   * @param made sessions that made the stored features of these pictures, which rows are made of;
   *     null to extract features of the pictures
   * @throws LensException why it failed; the row keys are used up all the same
   */
  void extract(SessionRun run, String model, List<PictureRef> pictures, long @Nullable [] made) {
    UUID id = UUID.randomUUID();
    long epoch = epochs.current().map(Epoch::number).orElse(Epoch.NONE);
    String digest = epochs.current().map(Epoch::digest).orElse("");
    Scheme scheme = node.schemes().target();
    Agreement agreement = node.agreement(scheme, model, epoch, digest);
    journal.run(
        run,
        id,
        SessionKind.EXTRACT,
        epoch,
        r -> {
          LoadedModel loaded = models.get(model);
          ExtractProgramme programme =
              new ExtractProgramme(pictures, freshKeys(pictures.size()), made);
          PartyChannel peer = node.open(r, 2, id, SessionKind.EXTRACT, agreement.hello());
          Messages messages = new Messages(peer);
          messages.send(programme);
          messages.awaitAccepted();
          PartyChannel third = node.open(r, 3, id, SessionKind.EXTRACT, agreement.hello());
          Extraction extraction = new Extraction(node, scheme, loaded);
          Extraction.Made result = extraction.compute(r, peer, third, programme);
          // The others store first: what they have and node 1 has not is made again. Node 2
          // replaces it then, and node 3 drops it when it hears which rows are in use.
          messages.awaitAccepted();
          if (scheme.threeServers()) {
            new Messages(third).awaitAccepted();
          }
          extraction.store(programme, result);
          return Boolean.TRUE;
        });
  }

  /** A run whose exchanges stand back while searches are under way. */
  public SessionRun newRun() {
    return new SessionRun(slots::standBack);
  }

  private long[] freshKeys(int n) {
    long first = node.store().counters().take(Counters.ROW_KEYS, n);
    return LongStream.range(first, first + n).toArray();
  }
}
