package io.sharelens.node.round;

import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.control.RoundPeer;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.round.intake.PlanRules;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.round.intake.UpdateIntake;
import io.sharelens.node.round.intake.UpdateKeeping;
import io.sharelens.node.round.sum.AggregateFollower;
import io.sharelens.node.round.sum.AggregateLeader;
import io.sharelens.node.round.sum.SetCommitment;
import io.sharelens.node.service.NoRounds;
import io.sharelens.node.service.RoundService;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.spi.federation.Aggregator;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts a node's part of training rounds together: node 1 leads, node 2 follows, node 3 has none.
 */
public final class TrainingRounds implements AutoCloseable {
  private final RoundService service;
  private final Runnable start;
  private final AutoCloseable close;
  private final @Nullable RoundPeer peer;
  private final @Nullable SessionAcceptor acceptor;

  private TrainingRounds(
      RoundService service,
      Runnable start,
      AutoCloseable close,
      @Nullable RoundPeer peer,
      @Nullable SessionAcceptor acceptor) {
    this.service = service;
    this.start = start;
    this.close = close;
    this.peer = peer;
    this.acceptor = acceptor;
  }

  /** A node without rounds. */
  public static TrainingRounds none(String why) {
    return new TrainingRounds(new NoRounds(why), () -> {}, () -> {}, null, null);
  }

  /**
   * Node 1's part, if its scheme has an aggregator.
   *
   * @param ended called when a round is over, which may have published a model
   */
  public static TrainingRounds leading(
      NodeConfig config,
      NodeContext node,
      SessionJournal journal,
      ModelShelf shelf,
      ModelPublisher publisher,
      ControlClient control,
      Runnable ended) {
    Parts p = Parts.of(config, node, shelf);
    if (p == null) {
      return none(why(node));
    }
    Store store = node.store();
    Clock clock = node.clock();
    Pseudonyms pseudonyms = new Pseudonyms(store.facts(), node.random());
    RoundOpening opening =
        new RoundOpening(
            store, shelf, p.terms, p.gate, new RoundGuard(store, node.schemes()), clock);
    AggregateLeader leader =
        new AggregateLeader(node, journal, p.gate, p.commitment, p.terms.aggregator(), p.files);
    RoundLedger ledger = new RoundLedger(store, p.gate, p.end(shelf), clock);
    RoundLink link = new RoundLink(store, control);
    RoundSteps steps =
        new RoundSteps(
            store,
            shelf,
            p.terms,
            ledger,
            link,
            new AggregateStep(
                store, p.terms, ledger, link, p.commitment, leader, p.maker, pseudonyms),
            new CalibrateStep(
                store,
                shelf,
                p.terms,
                ledger,
                link,
                p.commitment,
                leader,
                p.maker,
                publisher,
                clock),
            clock);
    RoundKeeper keeper = new RoundKeeper(store, opening, steps, link, ledger, p.keeping, ended);
    RoundDesk desk =
        new RoundDesk(
            store,
            p.terms,
            p.gate,
            opening,
            p.intake(config, opening::closed, keeper::signal),
            new Reports(store, p.gate, keeper::signal, clock),
            p.departures(keeper::signal),
            pseudonyms,
            number -> {
              RoundRow row = store.rounds().find(number).orElseThrow();
              ledger.fail(row, "cancelled", "an administrator ended the round");
              leader.cancel();
              keeper.signal();
              return store.rounds().find(number).orElseThrow();
            },
            keeper::signal,
            clock);
    return new TrainingRounds(
        desk,
        keeper::start,
        () -> {
          leader.cancel();
          keeper.close();
        },
        null,
        null);
  }

  /** Node 2's part, if its scheme has an aggregator. */
  public static TrainingRounds following(
      NodeConfig config, NodeContext node, SessionJournal journal, ModelShelf shelf) {
    Parts p = Parts.of(config, node, shelf);
    if (p == null) {
      return none(why(node));
    }
    Store store = node.store();
    RoundFollower follower =
        new RoundFollower(
            store, p.gate, p.keeping, p.end(shelf), p.commitment, p.maker, node.clock());
    AggregateFollower acceptor =
        new AggregateFollower(
            node,
            journal,
            p.gate,
            p.commitment,
            p.terms.aggregator(),
            p.files,
            follower,
            follower::wake);
    SecondDesk desk =
        new SecondDesk(
            store,
            p.intake(config, number -> SecondDesk.closed(store, number), () -> {}),
            new Reports(store, p.gate, () -> {}, node.clock()),
            p.departures(() -> {}));
    return new TrainingRounds(desk, follower::start, follower, follower, acceptor);
  }

  public RoundService service() {
    return service;
  }

  /** Answers node 1's control sessions. */
  public RoundPeer peer() {
    RoundPeer p = peer;
    return p != null
        ? p
        : notice -> {
          throw LensException.protocol("scheme-differs", "this node has no training rounds");
        };
  }

  /** Node 2's side of aggregate sessions; empty elsewhere. */
  public Optional<SessionAcceptor> acceptor() {
    return Optional.ofNullable(acceptor);
  }

  public void start() {
    start.run();
  }

  @Override
  public void close() {
    try {
      close.close();
    } catch (Exception e) {
      throw LensException.resources("rounds-close", "rounds do not end", e);
    }
  }

  private static String why(NodeContext node) {
    return "the scheme " + node.schemes().target().name() + " names no aggregator";
  }

  /** What both nodes have. */
  private record Parts(
      NodeContext node,
      RoundTerms terms,
      RoundGate gate,
      UpdateFiles files,
      UpdateKeeping keeping,
      SetCommitment commitment,
      RoundMaker maker) {
    static @Nullable Parts of(NodeConfig config, NodeContext node, ModelShelf shelf) {
      Aggregator aggregator = node.schemes().target().aggregator().orElse(null);
      if (aggregator == null) {
        return null;
      }
      RoundTerms terms =
          new RoundTerms(
              aggregator,
              node.schemes().target().aggregatorTraits().orElseThrow(),
              new RoundSettingsBook(config.rounds(), node.store().facts(), node.clock()));
      UpdateFiles files = new UpdateFiles(config.data().resolve("updates"));
      UpdateKeeping keeping =
          new UpdateKeeping(
              node.store(), files, config.rounds(), terms.traits().removable(), node.clock());
      keeping.recover();
      return new Parts(
          node,
          terms,
          new RoundGate(),
          files,
          keeping,
          new SetCommitment(node.store(), aggregator.rules(), node.clock()),
          new RoundMaker(node.store(), shelf, files, terms, node.clock()));
    }

    UpdateIntake intake(NodeConfig config, LongFunction<LensException> closed, Runnable changed) {
      return new UpdateIntake(
          node.store(),
          files,
          keeping,
          gate,
          new PlanRules(node.store(), node.node(), terms.rules().maxPictures()),
          new UpdateIntake.Terms(node.node(), config.limits().chunkBytes(), closed, changed),
          node.clock());
    }

    RoundEnd end(ModelShelf shelf) {
      return new RoundEnd(node.store(), shelf, keeping);
    }

    Departures departures(Runnable changed) {
      return new Departures(
          node.store(), gate, keeping, terms.traits().removable(), changed, node.clock());
    }
  }
}
