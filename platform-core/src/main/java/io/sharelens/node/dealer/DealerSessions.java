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
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.ThirdServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Node 3's side of all computing sessions: pairs the two servers' halves, compares what they say
 * with each other and with what this node knows, and deals, or computes with them in a scheme of
 * three servers.
 */
public final class DealerSessions implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final DealerPairs pairs;
  private final MaskRowCache rows;
  private final Map<String, ThirdServer> computing;
  private final AtomicInteger searches = new AtomicInteger();

  /**
   * @param computing by kind of session, what this node does in schemes of three servers
   */
  public DealerSessions(
      NodeContext node,
      SessionJournal journal,
      EpochBook epochs,
      Map<String, ThirdServer> computing) {
    this.node = node;
    this.journal = journal;
    this.epochs = epochs;
    this.computing = Map.copyOf(computing);
    this.pairs = new DealerPairs(node.patience());
    this.rows = new MaskRowCache(node.store().masks().rows(), node.limits().rowMemoryBytes());
    node.store().masks().onDrop(rows::drop);
  }

  /** Whether a search runs here. */
  public boolean searching() {
    return searches.get() > 0;
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
    if (scheme.threeServers() && !computing.containsKey(hello.kind())) {
      throw LensException.protocol(
          "no-dealer",
          "the scheme "
              + scheme.name()
              + " has three servers and no dealer; it has no sessions of kind "
              + hello.kind());
    }
    return new Accepted(limits(scheme, hello.kind()), channel -> serve(scheme, hello, channel));
  }

  /**
   * The dealer waits for servers that compute, or stand back for others, longer than they wait for
   * it: material that they do not take for a while is no error.
   */
  private ChannelLimits limits(Scheme scheme, String kind) {
    ChannelLimits usual = node.channelLimits(kind);
    return scheme.threeServers() ? usual : usual.withStep(usual.session());
  }

  private void serve(Scheme scheme, SessionHello hello, PartyChannel channel) {
    int search = hello.kind().equals(SessionKind.SEARCH) ? 1 : 0;
    searches.addAndGet(search);
    try (channel) {
      pairs.meet(new Half(hello, channel), (first, second) -> both(scheme, first, second));
    } catch (LensException e) {
      channel.abort(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      searches.addAndGet(-search);
    }
  }

  private void both(Scheme scheme, Half first, Half second) {
    SessionHello hello = first.hello();
    long epoch = Agreement.read(hello.hello()).epoch();
    journal.run(
        hello.session(),
        hello.kind(),
        epoch,
        run -> {
          PartyChannel one = run.watch(first.channel());
          PartyChannel two = run.watch(second.channel());
          if (!hello.kind().equals(second.hello().kind())
              || !Arrays.equals(hello.hello(), second.hello().hello())) {
            throw LensException.protocol(
                "hellos-differ",
                "nodes 1 and 2 said different things when they opened the session");
          }
          ThirdServer server = computing.get(hello.kind());
          if (scheme.threeServers() && server != null) {
            server.run(run, scheme, hello, one, two);
          } else {
            deal(scheme, one, two);
          }
          return Boolean.TRUE;
        });
  }

  private void deal(Scheme scheme, PartyChannel one, PartyChannel two) {
    List<Correlation> correlations = new ArrayList<>(BaseCorrelations.all());
    correlations.addAll(scheme.correlations());
    new DealerService(one, two, correlations, rows, node.random()).run();
  }
}
