package io.sharelens.node.runtime;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.channel.TlsPartyServer;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.WarmUp;
import io.sharelens.node.change.SchemeReview;
import io.sharelens.node.change.SchemeSwitching;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ControlServer;
import io.sharelens.node.control.Follower;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.dealer.DealerSessions;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.epoch.EpochKeeper;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.job.Coordinator;
import io.sharelens.node.job.ExtractFollower;
import io.sharelens.node.job.ExtractLeader;
import io.sharelens.node.job.ExtractThird;
import io.sharelens.node.job.JobBoard;
import io.sharelens.node.job.Rounds;
import io.sharelens.node.job.WorkView;
import io.sharelens.node.model.ModelFit;
import io.sharelens.node.model.ModelGraphs;
import io.sharelens.node.model.ModelLoader;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.model.ModelSignatures;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.rehearsal.ModelPick;
import io.sharelens.node.round.TrainingRounds;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.search.SearchThird;
import io.sharelens.node.search.Searches;
import io.sharelens.node.service.NodeRuntime;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRouter;
import io.sharelens.node.session.Slots;
import io.sharelens.node.session.ThirdServer;
import io.sharelens.node.session.TlsNetwork;
import io.sharelens.node.stock.Stock;
import io.sharelens.node.stock.Stocks;
import io.sharelens.node.store.Store;
import io.sharelens.node.structure.BuildFollower;
import io.sharelens.node.structure.BuildThird;
import io.sharelens.node.structure.IndexBuilder;
import io.sharelens.node.watch.NodeViews;
import io.sharelens.node.watch.PeerWatch;
import io.sharelens.node.weights.MaskFollower;
import io.sharelens.node.weights.WeightKeeper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The computing half of one node, put together for its number: 1 leads, 2 follows, 3 deals or, in
 * schemes of three servers, computes too.
 */
public final class PartyRuntime implements NodeRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(PartyRuntime.class);
  private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(5);
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

  private final NodeConfig config;
  private final PluginSource plugins;
  private final TlsIdentity identity;
  private final NodeServices services;
  private final Events events;
  private final EpochBook epochs;
  private final ModelCache models;

  /** Whether searches of the serving scheme need the model here. */
  private final boolean computes;

  private final Searches searches;
  private final Stocks stocks;
  private final SessionRouter router;
  private final Choices choices;
  private final TrainingRounds rounds;
  private final PeerWatch watch;
  private final @Nullable Coordinator coordinator;
  private @Nullable TlsPartyServer server;

  /**
   * @param plugins loaded already; closed with the runtime
   * @throws LensException USER if scheme, plugins or certificates do not fit
   */
  public PartyRuntime(NodeConfig config, Store store, PluginSource plugins) {
    this.config = config;
    this.plugins = plugins;
    SchemeBook schemes = new SchemeBook(SchemeFile.read(config.scheme()), plugins, store.facts());
    computes = config.holdsPictures() || schemes.serving().threeServers();
    AcceptanceCheck accept = new AcceptanceCheck(config.accept());
    accept.check(schemes.target());
    identity = TlsIdentity.load(config.tls().certificate(), config.tls().key(), config.tls().ca());
    if (identity.party() != config.node()) {
      throw LensException.user(
          "wrong-certificate",
          "the certificate is that of node " + identity.party() + ", not of node " + config.node());
    }
    Clock clock = Clock.systemUTC();
    NodeContext node =
        new NodeContext(
            config.node(),
            store,
            schemes,
            new TlsNetwork(identity, config.peers()),
            config.limits(),
            clock,
            new SecureRandom());
    watch =
        new PeerWatch(
            identity,
            config.peers(),
            new SelfView(node, config.name(), Version.current(), plugins),
            clock,
            this::changed);
    SessionJournal journal = new SessionJournal(store.sessions(), clock, config.node());
    JobBoard jobs = new JobBoard(store.jobs(), clock);
    epochs = new EpochBook(store.epochs(), clock);
    EpochRows rows =
        config.holdsPictures()
            ? EpochRows.ofPictures(store, config.limits().rowMemoryBytes(), node.deadline())
            : EpochRows.ofReplicas(store, config.limits().rowMemoryBytes(), node.deadline());
    StructureShelf structures = new StructureShelf(store, clock);
    EpochKeeper keeper = new EpochKeeper(node, epochs, rows::prepare);
    epochs.current().ifPresent(keeper::committed);
    ModelShelf shelf =
        new ModelShelf(store, config.data().resolve("models"), clock, schemes, config.node());
    ModelGraphs graphs = new ModelGraphs(shelf);
    ModelSignatures signatures = new ModelSignatures(shelf);
    ModelFit fit = new ModelFit(shelf, signatures);
    SchemeReview review = new SchemeReview(store, schemes, accept, fit);
    SchemeSwitching switching;
    models =
        new ModelCache(sha -> ModelLoader.load(shelf.file(sha), shelf.parts(), shelf.masked()));
    Slots slots =
        new Slots(
            config.limits().concurrentSearches(),
            node.channelLimits(SessionKind.EXTRACT).step().dividedBy(3));
    WorkView work = new WorkView();
    stocks =
        Stocks.of(config, Version.current(), node, journal, slots, () -> work.extracting() > 0);
    DealerSessions dealer =
        new DealerSessions(
            node, journal, epochs, thirdServer(node, epochs, models, rows, structures));
    searches =
        config.holdsPictures()
            ? Searches.of(
                node, journal, epochs, models, jobs, slots, stocks.stock(), rows, structures)
            : Searches.none(dealer);
    NodeViews views = new NodeViews(node, watch, identity.certificate());
    choices =
        new Choices(
            config,
            node,
            plugins,
            accept,
            shelf,
            graphs,
            new ModelPick(shelf, fit, store.publications(), models),
            epochs,
            views,
            () -> !slots.idle() || dealer.searching());
    Map<String, SessionAcceptor> acceptors = new TreeMap<>();
    acceptors.put(SessionKind.WATCH, watch.acceptor());
    ModelPublisher publisher = null;
    if (config.node() == 1) {
      ControlClient control = new ControlClient(node);
      publisher = new ModelPublisher(shelf, control);
      switching =
          SchemeSwitching.leading(
              node, review, epochs, control, publisher, watch::approved, this::changed);
      ExtractLeader leader = new ExtractLeader(node, journal, epochs, models, slots);
      coordinator =
          new Coordinator(
              Rounds.of(
                  node,
                  epochs,
                  keeper,
                  shelf,
                  publisher,
                  signatures,
                  control,
                  leader,
                  jobs,
                  models,
                  new IndexBuilder(node, journal, epochs, models, rows, structures, slots),
                  work,
                  switching.keeper().orElseThrow(),
                  new WeightKeeper(node, journal, shelf)));
      rounds =
          TrainingRounds.leading(config, node, journal, shelf, publisher, control, this::changed);
    } else {
      coordinator = null;
      switching = SchemeSwitching.following(node, review, epochs, watch::approved);
      rounds =
          config.node() == 2
              ? TrainingRounds.following(config, node, journal, shelf)
              : TrainingRounds.none("rounds are held by nodes 1 and 2");
      Follower follower = new Follower(node, epochs, shelf, keeper::committed);
      acceptors.put(
          SessionKind.CONTROL, new ControlServer(node, follower, rounds.peer(), switching.peer()));
      acceptors.put(SessionKind.SEARCH, searches.acceptor());
      acceptors.put(
          SessionKind.EXTRACT,
          config.node() == 2
              ? new ExtractFollower(node, journal, epochs, shelf, models)
              : searches.acceptor());
      acceptors.put(
          SessionKind.BUILD,
          config.node() == 2
              ? new BuildFollower(node, journal, epochs, models, rows, structures)
              : searches.acceptor());
      acceptors.put(
          SessionKind.WEIGHTS,
          config.node() == 2 ? new MaskFollower(node, journal, shelf) : searches.acceptor());
      if (config.node() == 3) {
        acceptors.put(SessionKind.STOCK, searches.acceptor());
        acceptors.put(SessionKind.AGGREGATE, searches.acceptor());
      }
      rounds.acceptor().ifPresent(a -> acceptors.put(SessionKind.AGGREGATE, a));
      stocks.acceptor().ifPresent(a -> acceptors.put(SessionKind.STOCK, a));
    }
    router = new SessionRouter(acceptors, maxSessions(config));
    events = new Events(store, this::changed);
    services =
        new NodeServices(
            searches.service(),
            new Models(
                config.node(),
                shelf,
                graphs,
                schemes,
                store.publications(),
                publisher,
                this::changed),
            new Status(
                node,
                config.name(),
                Version.current(),
                epochs,
                work,
                new PeerChecks(config.peers())),
            jobs,
            events,
            new StockView(stocks.stock()),
            rounds.service(),
            switching.service(),
            choices,
            views);
  }

  /** What node 3 computes in schemes of three servers. */
  private static Map<String, ThirdServer> thirdServer(
      NodeContext node,
      EpochBook epochs,
      ModelCache models,
      EpochRows rows,
      StructureShelf structures) {
    return Map.of(
        SessionKind.EXTRACT,
        new ExtractThird(node, models),
        SessionKind.SEARCH,
        new SearchThird(node, epochs, models, rows, structures),
        SessionKind.BUILD,
        new BuildThird(node, models, rows, structures));
  }

  @Override
  public NodeServices services() {
    return services;
  }

  /** This node's stock of dealer material. */
  Stock stock() {
    return stocks.stock();
  }

  @Override
  public void start() {
    TlsPartyServer s =
        TlsPartyServer.start(
            identity,
            new InetSocketAddress(config.party().host(), config.party().port()),
            ChannelLimits.DEFAULT,
            router);
    server = s;
    writePort(config.data().resolve("party.port"), s.port());
    if (coordinator != null) {
      coordinator.start();
    }
    rounds.start();
    stocks.start();
    watch.start();
    Thread.ofPlatform().daemon().name("warm-up").start(this::warmUp);
  }

  /** The first search need not wait for the model to be read, nor for loops to be compiled. */
  private void warmUp() {
    WarmUp.once(LONGEST_WARM_UP);
    if (!computes) {
      return;
    }
    try {
      epochs.current().ifPresent(e -> models.get(e.header().model()));
    } catch (RuntimeException e) {
      LOG.warn("the model cannot be loaded: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    events.close();
    choices.close();
    watch.close();
    stocks.stopFilling();
    if (coordinator != null) {
      coordinator.close();
    }
    rounds.close();
    TlsPartyServer s = server;
    if (s != null) {
      s.close();
    }
    searches.close();
    router.awaitIdle(LONGEST_SHUTDOWN);
    stocks.close();
    plugins.close();
  }

  private void changed() {
    if (coordinator != null) {
      coordinator.signal();
    }
  }

  /**
   * Each search has up to two halves at the dealer; extraction and control come on top, and both
   * other nodes' watches, which may overlap with those that they replace.
   */
  private static int maxSessions(NodeConfig config) {
    return 2 * config.limits().concurrentSearches() + 12;
  }

  private static void writePort(Path file, int port) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, port + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("disk", "cannot write " + file, e);
    }
  }
}
