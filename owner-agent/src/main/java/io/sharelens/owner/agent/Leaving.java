package io.sharelens.owner.agent;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.mpc.error.LensException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leaves both computing nodes. The account ends with the leaving, so a node is asked once and its
 * answer kept: when one node fails, running this again goes on with that one.
 */
public final class Leaving {
  private static final String FILE = "leaving.json";

  private final AgentFolder folder;
  private final RoundClient client;

  /**
   * @param folder where the agent's state is
   * @param client stays the caller's
   */
  public Leaving(AgentFolder folder, RoundClient client) {
    this.folder = folder;
    this.client = client;
  }

  /** What was reached, by node. */
  record Document(Map<Integer, LeaveAnswer> answers) {
    Document {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * Leaves.
   *
   * @return what each node did; fails with the first node's cause, after the other was asked too
   */
  public Map<Integer, LeaveAnswer> run(boolean removeInfluence) {
    // First the mark: an agent that runs would outsource again what is removed.
    folder.mark(AgentFolder.Mark.LEAVING, true);
    Map<Integer, LeaveAnswer> answers =
        new TreeMap<>(folder.read(FILE, Document.class).map(Document::answers).orElse(Map.of()));
    @Nullable LensException failure = null;
    try {
      for (int node = 1; node <= 2; node++) {
        if (!answers.containsKey(node)) {
          try {
            answers.put(node, client.leave(node, removeInfluence));
            folder.write(FILE, new Document(answers), true);
            folder.mark(AgentFolder.Mark.LEFT, true);
          } catch (LensException e) {
            failure = failure == null ? e : failure;
          }
        }
      }
    } finally {
      // Where nothing happened, the agent goes on; else it ends, and a node is still to be left.
      folder.mark(AgentFolder.Mark.LEAVING, false);
    }
    if (failure != null) {
      throw failure;
    }
    return answers;
  }
}
