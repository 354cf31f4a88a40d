package io.sharelens.node.weights;

import io.sharelens.inference.SecretWeights;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;

/** Node 2's side of sessions that mask weights. */
public final class MaskFollower implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final ModelShelf shelf;

  public MaskFollower(NodeContext node, SessionJournal journal, ModelShelf shelf) {
    this.node = node;
    this.journal = journal;
    this.shelf = shelf;
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 has weights masked");
    }
    Agreement theirs = Agreement.read(hello.hello());
    String model = shelf.published().map(m -> m.sha256()).orElse("");
    node.agreement(node.schemes().target(), model, Epoch.NONE, "")
        .requireSame(theirs, hello.from());
    return new Accepted(node.channelLimits(hello.kind()), channel -> serve(hello, model, channel));
  }

  private void serve(SessionHello hello, String model, PartyChannel channel) {
    journal.run(
        hello.session(),
        hello.kind(),
        Epoch.NONE,
        run -> {
          PartyChannel peer = run.watch(channel);
          Messages messages = new Messages(peer);
          MaskTerms terms = messages.receive(MaskTerms.class);
          Masking masking;
          try {
            masking = new Masking(node, shelf, model);
            require(terms, masking);
          } catch (LensException e) {
            messages.refuse(e);
            throw e;
          }
          messages.accept();
          PartyChannel dealer = node.openThird(run, hello);
          SecretWeights weights = masking.compute(run, peer, dealer, terms.firstKey());
          masking.store(weights, terms.firstKey());
          messages.accept();
          return Boolean.TRUE;
        });
  }

  private static void require(MaskTerms terms, Masking masking) {
    if (terms.firstKey() < 1 || terms.rows() != masking.rows()) {
      throw LensException.protocol(
          "bad-message",
          "node 1 wants "
              + terms.rows()
              + " rows from key "
              + terms.firstKey()
              + ", the model has "
              + masking.rows());
    }
  }
}
