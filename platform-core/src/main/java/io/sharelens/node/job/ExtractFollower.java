package io.sharelens.node.job;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.FeatureShares;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.TensorShares;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.PictureRef;

/** Node 2's side of extraction sessions. */
public final class ExtractFollower implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final ModelShelf shelf;
  private final ModelCache models;

  public ExtractFollower(
      NodeContext node,
      SessionJournal journal,
      EpochBook epochs,
      ModelShelf shelf,
      ModelCache models) {
    this.node = node;
    this.journal = journal;
    this.epochs = epochs;
    this.shelf = shelf;
    this.models = models;
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 opens extractions");
    }
    Agreement theirs = Agreement.read(hello.hello());
    String model = shelf.published().map(m -> m.sha256()).orElse("");
    Scheme scheme = node.schemes().target();
    node.agreement(scheme, model, theirs.epoch(), theirs.epochDigest())
        .requireSame(theirs, hello.from());
    if (theirs.epoch() != 0) {
      epochs.requireOrCommit(theirs.epoch(), theirs.epochDigest());
    }
    return new Accepted(
        node.channelLimits(hello.kind()), channel -> serve(scheme, hello, theirs, channel));
  }

  private void serve(Scheme scheme, SessionHello hello, Agreement agreement, PartyChannel channel) {
    journal.run(
        hello.session(),
        hello.kind(),
        agreement.epoch(),
        run -> {
          PartyChannel peer = run.watch(channel);
          Messages messages = new Messages(peer);
          ExtractProgramme programme = messages.receive(ExtractProgramme.class);
          LoadedModel model;
          try {
            model = models.get(agreement.model());
            require(programme, model);
          } catch (LensException e) {
            messages.refuse(e);
            throw e;
          }
          messages.accept();
          PartyChannel third = node.openThird(run, hello);
          Extraction extraction = new Extraction(node, scheme, model);
          Extraction.Made made = extraction.compute(run, peer, third, programme);
          extraction.store(programme, made);
          messages.accept();
          return Boolean.TRUE;
        });
  }

  /**
   * Refuses before any share moves what this node cannot take part in.
   *
   * @throws LensException RESOURCES for pictures that will come, PROTOCOL for features that are of
   *     another session than node 1 has
   */
  private void require(ExtractProgramme programme, LoadedModel model) {
    programme.pictures().forEach(p -> require(p, model.input()));
    long[] made = programme.made();
    if (made != null) {
      FeatureShares.require(node.store(), programme.pictures(), model.sha256(), made);
    }
  }

  private void require(PictureRef ref, Shape input) {
    AttemptState state =
        node.store().pictures().find(ref).map(a -> a.state()).orElse(AttemptState.DELETED);
    if (state != AttemptState.STORED && state != AttemptState.INDEXED) {
      throw LensException.resources(
          "picture-incomplete",
          "picture " + ref.picture() + " (" + ref.attempt() + ") is " + state + " at node 2",
          null);
    }
    TensorShares.check(node.store(), ref, input);
  }
}
