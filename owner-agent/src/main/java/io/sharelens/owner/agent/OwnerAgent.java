package io.sharelens.owner.agent;

import io.sharelens.client.OwnerClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.round.OwnerPictures;
import io.sharelens.owner.round.RoundSetup;
import io.sharelens.owner.round.RoundWorker;
import io.sharelens.owner.train.DjlEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs beside an owner's pictures until it is closed or the owner leaves: one thread keeps the
 * folder outsourced, another takes part in rounds. It only dials out. Whatever fails is tried again
 * after a pause that grows to {@link #LONGEST_PAUSE}.
 */
public final class OwnerAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerAgent.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration STOPPING = Duration.ofSeconds(30);

  private final AgentConfig config;
  private final Clock clock = Clock.systemDefaultZone();
  private final AutoCloseable lock;
  private final StatusBoard board;
  private final PolicyGate gate;
  private final OwnerClient pictures;
  private final RoundClient rounds;
  private final FolderOutsourcer outsourcer;
  private final FolderWatch watch;
  private final AgentDesk desk;
  private final List<Thread> threads;

  private OwnerAgent(AgentConfig config, AgentFolder folder, AutoCloseable lock) {
    this.config = config;
    this.lock = lock;
    Deployment deployment = Deployment.read(config.deployment());
    Path models = config.state().resolve("models");
    DjlEnvironment.threads(config.training().threads());
    this.pictures = OwnerClient.open(deployment, config.state());
    this.rounds = RoundClient.open(deployment, models);
    this.outsourcer = new FolderOutsourcer(pictures, config.state());
    this.board = new StatusBoard(folder, clock);
    PolicyBook policy = new PolicyBook(folder, config.policy());
    this.gate = new PolicyGate(policy, folder, board, clock);
    this.watch = new FolderWatch(config.pictures(), gate);
    AgentMemory memory = new AgentMemory(folder, clock);
    PictureKeeper keeper =
        new PictureKeeper(config, pictures, outsourcer, folder, memory, board, gate, clock);
    RoundSetup setup =
        RoundSetup.of(config.state(), OwnerPictures.folder(config.pictures()))
            .within(config.training().limits())
            .keeping(config.training().keepLocalModels())
            .accepting(config.training().acceptNewArchitecture())
            .every(shorter(config.watch().look()), HEARTBEAT);
    RoundWorker worker =
        new RoundWorker(
            rounds, setup, new PictureReader(deployment.limits()), new AgentWatch(gate, board));
    RoundKeeper roundKeeper =
        new RoundKeeper(policy, rounds, worker, memory, new ModelFiles(models), board, clock);
    this.desk =
        new AgentDesk(
            config,
            deployment,
            folder,
            policy,
            board,
            gate,
            outsourcer,
            pictures,
            rounds,
            memory.history());
    this.threads =
        List.of(
            thread("pictures", "outsourcing", () -> lookAtPictures(keeper, folder)),
            thread("rounds", "rounds", () -> lookForRounds(roundKeeper, memory)));
  }

  /** Within a round it is worth looking more often. */
  private static Duration shorter(Duration look) {
    Duration most = Duration.ofSeconds(2);
    return look.compareTo(most) < 0 ? look : most;
  }

  /**
   * Starts an agent.
   *
   * @return fails with {@code state-in-use} if another process has the state folder, with {@code
   *     left} if the owner has left the platform
   */
  public static OwnerAgent start(AgentConfig config) {
    AgentFolder folder = new AgentFolder(config.state());
    AutoCloseable lock = folder.lock();
    try {
      if (folder.marked(AgentFolder.Mark.LEFT)) {
        throw LensException.user(
            "left", "this owner has left the platform; its state is in " + config.state());
      }
      OwnerAgent agent = new OwnerAgent(config, folder, lock);
      agent.threads.forEach(Thread::start);
      LOG.info("agent of {} started; state in {}", config.pictures(), config.state());
      return agent;
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /** What the owner may ask of it. */
  public AgentDesk desk() {
    return desk;
  }

  /** Waits until the agent has ended. */
  public void await() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void lookAtPictures(PictureKeeper keeper, AgentFolder folder) {
    watch.register();
    keeper.look();
    board.worked("outsourcing");
    Duration most = config.watch().walk();
    long end = System.nanoTime() + most.toNanos();
    Duration tick = Duration.ofSeconds(1);
    while (System.nanoTime() < end
        && !folder.marked(AgentFolder.Mark.DELETIONS_CONFIRMED)
        && !folder.marked(AgentFolder.Mark.LOOK)) {
      if (watch.await(config.watch().settle(), tick.compareTo(most) < 0 ? tick : most)) {
        return;
      }
    }
  }

  private void lookForRounds(RoundKeeper keeper, AgentMemory memory) {
    keeper.look();
    board.worked("rounds");
    board.looked(memory.roundsToday(), clock.instant().plus(config.watch().look()).toString());
    gate.sleep(config.watch().look());
  }

  private Thread thread(String name, String doing, Runnable turn) {
    return Thread.ofPlatform().name(name).daemon().unstarted(() -> loop(doing, turn));
  }

  private void loop(String doing, Runnable turn) {
    BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
    while (!gate.over()) {
      Duration pause;
      try {
        gate.proceed();
        turn.run();
        backOff.worked();
        continue;
      } catch (LensException e) {
        if (gate.over()) {
          return;
        }
        pause = backOff.failed();
        board.failed(doing, e, clock.instant().plus(pause).toString());
        LOG.warn("{}: {} [{}]; again in {} s", doing, e.getMessage(), e.code(), pause.toSeconds());
      } catch (RuntimeException e) {
        pause = backOff.failed();
        LensException unforeseen = LensException.internal("agent-failed", "unexpected " + e);
        board.failed(doing, unforeseen, clock.instant().plus(pause).toString());
        LOG.error("{}: unexpected error; again in {} s", doing, pause.toSeconds(), e);
      }
      try {
        gate.sleep(pause);
      } catch (LensException e) {
        return;
      }
    }
  }

  /** Ends the work at the next safe point, at most after half a minute; the state stays. */
  @Override
  public void close() {
    gate.stop();
    long end = System.nanoTime() + STOPPING.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread.interrupt();
    }
    board.running(false);
    watch.close();
    outsourcer.close();
    pictures.close();
    rounds.close();
    close(lock);
    LOG.info("agent stopped");
  }

  private static void close(AutoCloseable lock) {
    try {
      lock.close();
    } catch (Exception e) {
      LOG.warn("the lock cannot be given back: {}", e.toString());
    }
  }
}
