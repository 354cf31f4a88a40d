package io.sharelens.api;

import java.util.List;

/**
 * What leaving did at this node.
 *
 * @param pictures removed, with their features and shares
 * @param updates whose shares were dropped at once
 * @param kept updates whose shares stay until their influence is removed or their time is over
 * @param statements what this undoes and what it does not, in sentences
 */
public record LeaveAnswer(int pictures, int updates, int kept, List<String> statements) {
  public LeaveAnswer {
    statements = List.copyOf(statements);
  }
}
