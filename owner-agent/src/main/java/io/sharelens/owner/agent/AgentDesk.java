package io.sharelens.owner.agent;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.RoundInfo;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentFolder.Mark;
import io.sharelens.owner.outsource.FolderOutsourcer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an owner may ask of an agent that runs; {@code ./sharelens owner} does the same from
 * outside. Thread-safe.
 */
public final class AgentDesk {
  /** States of {@link PictureRow}. */
  private static final Set<String> STATES =
      Set.of("waiting", "left-out", "incomplete", "stored", "indexed", "failed");

  private static final int MOST_ROWS = 500;

  private final AgentConfig config;
  private final List<String> nodes;
  private final AgentFolder folder;
  private final PolicyBook policy;
  private final StatusBoard board;
  private final PolicyGate gate;
  private final RoundClient rounds;
  private final RoundHistory history;
  private final PictureRows pictures;

  AgentDesk(
      AgentConfig config,
      Deployment deployment,
      AgentFolder folder,
      PolicyBook policy,
      StatusBoard board,
      PolicyGate gate,
      FolderOutsourcer outsourcer,
      OwnerClient client,
      RoundClient rounds,
      RoundHistory history) {
    this.config = config;
    this.nodes = deployment.nodes().stream().map(n -> n.url().toString()).toList();
    this.folder = folder;
    this.policy = policy;
    this.board = board;
    this.gate = gate;
    this.rounds = rounds;
    this.history = history;
    this.pictures = new PictureRows(config.pictures(), folder, outsourcer.map(), client);
  }

  /** How things stand. */
  public AgentView view() {
    String state = state(); // first: it may tell the board of a pause
    AgentStatus status = board.now();
    AgentConfig.Policy now = policy.now();
    return new AgentView(
        state,
        version(),
        config.pictures().toString(),
        config.state().toString(),
        nodes,
        status,
        AgentView.Rules.of(now),
        AgentView.Rules.of(policy.file()),
        !now.equals(policy.file()),
        AgentView.Training.of(config.training()),
        AgentView.Watch.of(config.watch()),
        history.rounds().stream().mapToLong(r -> r.outcome().updateBytes()).sum());
  }

  private String state() {
    if (folder.marked(Mark.LEAVING)) {
      return "leaving";
    }
    if (folder.marked(Mark.LEFT)) {
      return "left";
    }
    if (gate.over()) {
      return "stopping";
    }
    return gate.paused() == null ? "running" : "paused";
  }

  private static String version() {
    String version = AgentDesk.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** Rounds that this owner took part in, newest first. */
  public List<PastRound> rounds() {
    return history.rounds();
  }

  /**
   * Files and pictures.
   *
   * @param state of those asked for; null for all
   */
  public PicturePage pictures(@Nullable String state, int offset, int limit) {
    if (state != null && !STATES.contains(state)) {
      throw LensException.user("bad-state", "no picture has the state " + state);
    }
    if (offset < 0 || limit < 1 || limit > MOST_ROWS) {
      throw LensException.user(
          "bad-page", "offset must be at least 0, limit from 1 to " + MOST_ROWS);
    }
    return pictures.page(state, offset, limit);
  }

  /** Nothing is done until {@link #resume}. */
  public void pause() {
    folder.mark(Mark.PAUSED, true);
  }

  /** Ends a pause that {@link #pause} began. */
  public void resume() {
    folder.mark(Mark.PAUSED, false);
  }

  /** Looks at the folder now and compares every picture with what the nodes hold. */
  public void look() {
    folder.mark(Mark.LOOK, true);
  }

  /**
   * Lets the agent remove pictures whose files are gone.
   *
   * @param pictures how many the owner knows of; USER {@code deletions-changed} if others wait now
   */
  public void confirmDeletions(int pictures) {
    int held = board.now().pictures().heldDeletions();
    if (held == 0) {
      throw LensException.user("no-deletions", "no deletions wait for a confirmation");
    }
    if (held != pictures) {
      throw LensException.user(
          "deletions-changed",
          "%d deletions wait now, not %d; look again before confirming".formatted(held, pictures));
    }
    folder.mark(Mark.DELETIONS_CONFIRMED, true);
  }

  /**
   * Asks the platform for a round.
   *
   * @param pictures that are new; null for as many as were counted
   */
  public RoundInfo requestRound(@Nullable Integer pictures) {
    int fresh = pictures != null ? pictures : board.now().pictures().fresh();
    if (fresh < 0) {
      throw LensException.user("bad-pictures", "pictures must be at least 0");
    }
    return rounds.request(fresh);
  }

  /** Changes the policy; it counts from the agent's next step on. */
  public void changePolicy(PolicyChange change) {
    policy.change(change);
  }

  /** The policy of the YAML file counts again. */
  public void resetPolicy() {
    policy.reset();
  }

  /** Leaves the platform for good; then the agent ends. */
  public Map<Integer, LeaveAnswer> leave(boolean removeInfluence) {
    return new Leaving(folder, rounds).run(removeInfluence);
  }
}
