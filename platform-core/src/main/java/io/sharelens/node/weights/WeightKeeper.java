package io.sharelens.node.weights;

import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.model.MaskedFiles.Masks;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.store.Counters;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node 1 sees to it that the published model's weights are masked at nodes 1 and 2 and the masks
 * known at the dealer, before the first extraction with it: once for each model, and again with
 * fresh keys if any of the three has lost its half. Used by the coordinator's thread.
 */
public final class WeightKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(WeightKeeper.class);

  private final NodeContext node;
  private final SessionJournal journal;
  private final ModelShelf shelf;

  public WeightKeeper(NodeContext node, SessionJournal journal, ModelShelf shelf) {
    this.node = node;
    this.journal = journal;
    this.shelf = shelf;
  }

  /** First key of the rows that mask that model's weights here; 0 for none, or none needed. */
  public long key(String sha256) {
    return shelf.masked().masks(sha256).map(Masks::firstKey).orElse(0L);
  }

  /**
   * Masks the weights if that is needed and not done.
   *
   * @param held whether nodes 2 and 3 have what belongs to {@link #key}
   * @return whether it was done now
   * @throws LensException why it failed; the row keys are used up all the same
   */
  public boolean ensure(String sha256, boolean held) {
    Scheme scheme = node.schemes().target();
    if (scheme.threeServers()
        || !scheme.file().sharedWeights()
        || (held && key(sha256) != 0)
        || PublishedModel.read(shelf.file(sha256)).split().isEmpty()) {
      return false;
    }
    mask(scheme, sha256);
    return true;
  }

  private void mask(Scheme scheme, String sha256) {
    Agreement agreement = node.agreement(scheme, sha256, Epoch.NONE, "");
    Masking masking = new Masking(node, shelf, sha256);
    long first = node.store().counters().take(Counters.ROW_KEYS, masking.rows());
    UUID id = UUID.randomUUID();
    journal.run(
        id,
        SessionKind.WEIGHTS,
        Epoch.NONE,
        run -> {
          PartyChannel peer = node.open(run, 2, id, SessionKind.WEIGHTS, agreement.hello());
          Messages messages = new Messages(peer);
          messages.send(new MaskTerms(first, masking.rows()));
          messages.awaitAccepted();
          PartyChannel dealer = node.open(run, 3, id, SessionKind.WEIGHTS, agreement.hello());
          SecretWeights weights = masking.compute(run, peer, dealer, first);
          messages.awaitAccepted();
          masking.store(weights, first);
          return Boolean.TRUE;
        });
    LOG.info("the weights of model {} are masked by {} rows", sha256, masking.rows());
  }
}
