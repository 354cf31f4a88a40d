package io.sharelens.owner.agent;

import io.sharelens.owner.round.RoundWatch;
import io.sharelens.owner.train.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A round's work as the agent lets it go on and shows it. */
final class AgentWatch implements RoundWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);

  private final PolicyGate gate;
  private final StatusBoard board;

  AgentWatch(PolicyGate gate, StatusBoard board) {
    this.gate = gate;
    this.board = board;
  }

  @Override
  public void at(String step, long done, long total) {
    AgentStatus.Work before = board.now().work();
    if (!before.step().equals(step)) {
      LOG.info("{}", step);
    }
    board.work(new AgentStatus.Work(step, before.round(), done, total));
  }

  @Override
  public void note(String sentence) {
    LOG.info("{}", sentence);
  }

  @Override
  public void proceed() {
    gate.proceed();
  }

  @Override
  public boolean silent() {
    return gate.paused() != null;
  }

  @Override
  public void trained(Pace.Step step) {
    gate.rest(step);
  }
}
