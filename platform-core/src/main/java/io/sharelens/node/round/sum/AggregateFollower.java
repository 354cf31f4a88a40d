package io.sharelens.node.round.sum;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.store.RoundResults.SumRow;
import io.sharelens.spi.federation.Aggregator;

/** Node 2's side of aggregate sessions. */
public final class AggregateFollower implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final RoundGate gate;
  private final SetCommitment commitment;
  private final SumSession sums;
  private final ReportedFigures figures;
  private final Runnable kept;

  /** The reports that this node has committed to, by round; refuses where there are none. */
  public interface ReportedFigures {
    /** Those whose losses are added up. */
    LossSource losses(long round);

    /** Those whose precisions are added up. */
    LossSource precisions(long round);
  }

  /**
   * @param figures what may be opened of reports
   * @param kept called when a sum is kept
   */
  public AggregateFollower(
      NodeContext node,
      SessionJournal journal,
      RoundGate gate,
      SetCommitment commitment,
      Aggregator aggregator,
      UpdateFiles files,
      ReportedFigures figures,
      Runnable kept) {
    this.node = node;
    this.journal = journal;
    this.gate = gate;
    this.commitment = commitment;
    this.sums = new SumSession(node, aggregator, files);
    this.figures = figures;
    this.kept = kept;
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 opens aggregations");
    }
    Agreement theirs = Agreement.read(hello.hello());
    node.agreement(node.schemes().target(), theirs.model(), theirs.epoch(), theirs.epochDigest())
        .requireSame(theirs, hello.from());
    return new Accepted(node.channelLimits(hello.kind()), channel -> serve(hello, theirs, channel));
  }

  private void serve(SessionHello hello, Agreement agreement, PartyChannel channel) {
    journal.run(
        hello.session(),
        hello.kind(),
        agreement.epoch(),
        run -> {
          PartyChannel peer = run.watch(channel);
          Messages messages = new Messages(peer);
          SumOffer offer = messages.receive(SumOffer.class);
          switch (offer.kind()) {
            case SumOffer.LOSSES, SumOffer.PRECISIONS -> figures(run, peer, messages, offer);
            default -> updates(hello, agreement, run, peer, messages, offer);
          }
          return Boolean.TRUE;
        });
  }

  private void updates(
      SessionHello hello,
      Agreement agreement,
      SessionRun run,
      PartyChannel peer,
      Messages messages,
      SumOffer offer) {
    ContributorSet set = offer.set();
    try {
      if (set == null || !set.parent().equals(agreement.model())) {
        throw LensException.protocol("bad-set", "node 1 offers no set for this model");
      }
      gate.locked(() -> commitment.commit(set));
    } catch (LensException e) {
      messages.refuse(e);
      throw e;
    }
    messages.accept();
    PartyChannel dealer = set.removals().isEmpty() ? null : node.openThird(run, hello);
    SumRow sum = sums.updates(run, peer, dealer, set);
    String theirs = messages.receive(SumResult.class).sha256();
    if (!theirs.equals(sum.sha256())) {
      LensException e =
          LensException.protocol("results-differ", "nodes 1 and 2 opened different sums");
      messages.refuse(e);
      throw e;
    }
    try {
      sums.keep(sum);
    } catch (LensException e) {
      messages.refuse(e);
      throw e;
    }
    messages.accept();
    kept.run();
  }

  private void figures(SessionRun run, PartyChannel peer, Messages messages, SumOffer offer) {
    boolean precisions = offer.kind().equals(SumOffer.PRECISIONS);
    LossSource source;
    try {
      source = precisions ? figures.precisions(offer.round()) : figures.losses(offer.round());
    } catch (LensException e) {
      messages.refuse(e);
      throw e;
    }
    messages.accept();
    if (precisions) {
      sums.precisions(run, peer, source);
    } else {
      sums.losses(run, peer, source);
    }
    messages.accept();
  }
}
