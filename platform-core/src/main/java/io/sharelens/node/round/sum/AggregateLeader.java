package io.sharelens.node.round.sum;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.store.RoundResults.SumRow;
import io.sharelens.spi.federation.Aggregator;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Node 1's side of aggregate sessions. Used by one thread, but for {@link #cancel}. */
public final class AggregateLeader {
  private final NodeContext node;
  private final SessionJournal journal;
  private final RoundGate gate;
  private final SetCommitment commitment;
  private final SumSession sums;
  private volatile SessionRun running = new SessionRun();

  public AggregateLeader(
      NodeContext node,
      SessionJournal journal,
      RoundGate gate,
      SetCommitment commitment,
      Aggregator aggregator,
      UpdateFiles files) {
    this.node = node;
    this.journal = journal;
    this.gate = gate;
    this.commitment = commitment;
    this.sums = new SumSession(node, aggregator, files);
  }

  /**
   * Commits both nodes to a set, node 2 first, opens its sum and keeps it at both. Repeating it
   * with the same set after a failure opens the same sum.
   *
   * @return bytes exchanged with node 2
   * @throws LensException why not; what is PROTOCOL or INTERNAL may be final
   */
  public long updates(ContributorSet set) {
    running = new SessionRun();
    UUID id = UUID.randomUUID();
    Agreement agreement = node.agreement(node.schemes().target(), set.parent(), Epoch.NONE, "");
    return journal.run(
        running,
        id,
        SessionKind.AGGREGATE,
        Epoch.NONE,
        run -> {
          PartyChannel peer = node.open(run, 2, id, SessionKind.AGGREGATE, agreement.hello());
          Messages messages = new Messages(peer);
          messages.send(new SumOffer(ContributorSet.KIND, set.round(), set));
          messages.awaitAccepted();
          gate.locked(() -> commitment.commit(set));
          PartyChannel dealer =
              set.removals().isEmpty()
                  ? null
                  : node.open(run, 3, id, SessionKind.AGGREGATE, agreement.hello());
          SumRow sum = sums.updates(run, peer, dealer, set);
          messages.send(new SumResult(sum.sha256()));
          // Node 2 keeps the sum first: what this node has, node 2 has too.
          messages.awaitAccepted();
          sums.keep(sum);
          return bytes(peer);
        });
  }

  /**
   * What the losses or precisions of a set of reports came to.
   *
   * @param sums opened words
   * @param bytes exchanged with node 2
   */
  public record Figures(List<Integer> sums, long bytes) {
    public Figures {
      sums = List.copyOf(sums);
    }
  }

  /** One side's part of an opening. */
  private interface Opened {
    int[] by(SessionRun run, PartyChannel peer);
  }

  /** Opens the sum of the losses of a set of reports that both nodes have committed to. */
  public Figures losses(String model, long round, LossSource source) {
    return figures(SumOffer.LOSSES, model, round, (run, peer) -> sums.losses(run, peer, source));
  }

  /**
   * Opens the sums of the precisions, before and after, of a set of reports that both nodes have
   * committed to.
   */
  public Figures precisions(String model, long round, LossSource source) {
    return figures(
        SumOffer.PRECISIONS, model, round, (run, peer) -> sums.precisions(run, peer, source));
  }

  private Figures figures(String kind, String model, long round, Opened opened) {
    running = new SessionRun();
    UUID id = UUID.randomUUID();
    Agreement agreement = node.agreement(node.schemes().target(), model, Epoch.NONE, "");
    return journal.run(
        running,
        id,
        SessionKind.AGGREGATE,
        Epoch.NONE,
        run -> {
          PartyChannel peer = node.open(run, 2, id, SessionKind.AGGREGATE, agreement.hello());
          Messages messages = new Messages(peer);
          messages.send(new SumOffer(kind, round, null));
          messages.awaitAccepted();
          int[] words = opened.by(run, peer);
          messages.awaitAccepted();
          return new Figures(Arrays.stream(words).boxed().toList(), bytes(peer));
        });
  }

  /** Ends the session that runs. */
  public void cancel() {
    running.cancel();
  }

  private static long bytes(PartyChannel peer) {
    return peer.meter().read().bytes();
  }
}
