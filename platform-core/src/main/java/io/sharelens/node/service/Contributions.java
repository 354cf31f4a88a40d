package io.sharelens.node.service;

import java.util.List;

/** Owners' shares of updates at this node, as far as a departure concerns them. */
public interface Contributions {
  /**
   * An owner left. Shares of its updates are dropped, but for those that the model's next round is
   * to take out again.
   *
   * @param removeInfluence whether the owner wants its updates out of the model
   */
  Left left(String owner, boolean removeInfluence);

  /**
   * @param dropped updates whose shares are gone
   * @param kept updates whose shares stay until their influence is removed or their time is over
   * @param statements what that undoes and what not, in sentences
   */
  record Left(int dropped, int kept, List<String> statements) {
    public Left {
      statements = List.copyOf(statements);
    }
  }
}
