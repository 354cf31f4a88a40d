package io.sharelens.owner.agent;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundState;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.round.RoundOutcome;
import io.sharelens.owner.round.RoundWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for training rounds and takes part in them as far as the owner's policy allows. */
final class RoundKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(RoundKeeper.class);

  /** Nothing about these changes before the next round. */
  private static final Set<String> FINAL =
      Set.of(
          "bad-model",
          "bad-safetensors",
          "unknown-architecture",
          "categories-differ",
          "answer-too-large",
          "too-few-owners",
          "bad-rules",
          "no-pictures",
          "training-diverged",
          "update-not-finite",
          "no-round",
          "owner-left");

  /** Tries at a round that fails by what looks like a mistake of somebody. */
  private static final int TRIES = 5;

  private static final Duration BETWEEN_REQUESTS = Duration.ofHours(1);

  private final PolicyBook policy;
  private final RoundClient client;
  private final RoundWorker worker;
  private final AgentMemory memory;
  private final ModelFiles models;
  private final StatusBoard board;
  private final Clock clock;
  private final Map<Long, Integer> mistakes = new HashMap<>();
  private Instant requested = Instant.EPOCH;
  private long refused;

  RoundKeeper(
      PolicyBook policy,
      RoundClient client,
      RoundWorker worker,
      AgentMemory memory,
      ModelFiles models,
      StatusBoard board,
      Clock clock) {
    this.policy = policy;
    this.client = client;
    this.worker = worker;
    this.memory = memory;
    this.models = models;
    this.board = board;
    this.clock = clock;
  }

  /** Looks once; takes part in a round to its end if there is one. */
  void look() {
    Optional<Long> pending = worker.pending().filter(n -> !memory.over(n));
    if (pending.isPresent()) {
      LOG.info("going on with round {}", pending.get());
      memory.begin(pending.get());
      takePart(pending.get());
      return;
    }
    RoundInfo round = client.current().orElse(null);
    if (round == null) {
      request();
      return;
    }
    boolean open = round.state() == RoundState.OPEN || round.state() == RoundState.COLLECTING;
    if (!open || memory.over(round.number())) {
      return;
    }
    if (!memory.begun(round.number())) {
      int most = policy.now().roundsADay();
      if (memory.roundsToday() >= most) {
        if (refused != round.number()) {
          refused = round.number();
          LOG.info(
              "round {} is left out: the policy allows {} rounds in 24 hours",
              round.number(),
              most);
        }
        return;
      }
      memory.begin(round.number());
      LOG.info("taking part in round {}", round.number());
    }
    takePart(round.number());
  }

  private void takePart(long number) {
    board.work(new AgentStatus.Work("waiting", number, 0, 0));
    board.remembered(memory.roundsToday(), memory.fresh());
    try {
      RoundOutcome outcome = worker.run(number);
      memory.end(outcome);
      board.ended(outcome);
      board.remembered(memory.roundsToday(), memory.fresh());
      models.prune();
      LOG.info(
          "round {}: {}{}",
          number,
          outcome.result(),
          outcome.cause() == null ? "" : " (" + outcome.cause() + ")");
    } catch (LensException e) {
      board.work(AgentStatus.Work.IDLE);
      boolean mistake = e.kind() == ErrorKind.USER || e.kind() == ErrorKind.PROTOCOL;
      if (FINAL.contains(e.code()) || mistake && mistakes.merge(number, 1, Integer::sum) >= TRIES) {
        LOG.warn("round {} is given up: {} [{}]", number, e.getMessage(), e.code());
        worker.forget(number);
        RoundOutcome outcome = RoundOutcome.givenUp(number, e.getMessage());
        memory.end(outcome);
        board.ended(outcome);
        mistakes.remove(number);
      }
      throw e;
    }
  }

  private void request() {
    int fresh = memory.fresh();
    AgentConfig.Policy now = policy.now();
    if (now.requestAfter() == 0
        || fresh < now.requestAfter()
        || memory.roundsToday() >= now.roundsADay()
        || clock.instant().isBefore(requested.plus(BETWEEN_REQUESTS))) {
      return;
    }
    requested = clock.instant();
    RoundInfo round = client.request(fresh);
    LOG.info("asked for a round because of {} new pictures: round {}", fresh, round.number());
  }
}
