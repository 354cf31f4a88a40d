package io.sharelens.node.dealer;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.dealer.MaskRowCache;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.dealer.DealerPairs.Half;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Node 3's side of extraction and search: pairs the two servers' halves, compares what they say
 * with each other and with what this node knows, and deals.
 */
public final class DealerSessions implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final DealerPairs pairs;
  private final MaskRowCache rows;

  public DealerSessions(NodeContext node, SessionJournal journal, EpochBook epochs) {
    this.node = node;
    this.journal = journal;
    this.epochs = epochs;
    this.pairs = new DealerPairs(node.patience());
    this.rows = new MaskRowCache(node.store().masks().rows(), node.limits().rowMemoryBytes());
    node.store().masks().onDrop(rows::drop);
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1 && hello.from() != 2) {
      throw LensException.protocol("wrong-party", "only nodes 1 and 2 compute");
    }
    Agreement theirs = Agreement.read(hello.hello());
    // The dealer needs no model: what it deals depends on the requests alone.
    Scheme scheme = node.schemes().usable(theirs.schemeDigest());
    node.agreement(scheme, theirs.model(), theirs.epoch(), theirs.epochDigest())
        .requireSame(theirs, hello.from());
    if (theirs.epoch() != 0) {
      epochs.requireOrCommit(theirs.epoch(), theirs.epochDigest());
    }
    return new Accepted(limits(hello.kind()), channel -> serve(scheme, hello, channel));
  }

  /**
   * The dealer waits for servers that compute, or stand back for others, longer than they wait for
   * it: material that they do not take for a while is no error.
   */
  private ChannelLimits limits(String kind) {
    ChannelLimits usual = node.channelLimits(kind);
    return usual.withStep(usual.session());
  }

  private void serve(Scheme scheme, SessionHello hello, PartyChannel channel) {
    try (channel) {
      pairs.meet(new Half(hello, channel), (first, second) -> deal(scheme, first, second));
    } catch (LensException e) {
      channel.abort(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void deal(Scheme scheme, Half first, Half second) {
    List<Correlation> correlations = new ArrayList<>(BaseCorrelations.all());
    correlations.addAll(scheme.correlations());
    SessionHello hello = first.hello();
    long epoch = Agreement.read(hello.hello()).epoch();
    journal.run(
        hello.session(),
        hello.kind(),
        epoch,
        run -> {
          if (!hello.kind().equals(second.hello().kind())
              || !Arrays.equals(hello.hello(), second.hello().hello())) {
            throw LensException.protocol(
                "hellos-differ",
                "nodes 1 and 2 said different things when they opened the session");
          }
          new DealerService(
                  run.watch(first.channel()),
                  run.watch(second.channel()),
                  correlations,
                  rows,
                  node.random())
              .run();
          return Boolean.TRUE;
        });
  }
}
