package io.sharelens.node.round;

import io.sharelens.node.control.RoundMessages.HeldUpdate;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.UpdateRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whose updates can be counted: of each owner that joined and has not left, the newest attempt that
 * is complete at both nodes with one and the same plan.
 *
 * @param contributors in the order of their pseudonyms
 * @param differing pseudonyms of owners of which both nodes have an attempt, but of different plans
 */
record SetChoice(List<Contributor> contributors, List<String> differing) {
  SetChoice {
    contributors = List.copyOf(contributors);
    differing = List.copyOf(differing);
  }

  /**
   * @param joined owners of the round at node 1
   * @param here complete updates at node 1, in the order of arrival
   * @param there complete updates at node 2
   * @param left owners that left, at either node
   * @param most contributors; owners that delivered later are not taken
   */
  static SetChoice of(
      List<RoundOwnerRow> joined,
      List<UpdateRow> here,
      List<HeldUpdate> there,
      Set<String> left,
      int most) {
    Map<String, HeldUpdate> other = new HashMap<>();
    there.forEach(u -> other.put(u.attempt(), u));
    Map<String, String> pseudonyms = new HashMap<>();
    joined.forEach(o -> pseudonyms.put(o.owner(), o.pseudonym()));
    Map<String, Contributor> chosen = new HashMap<>();
    Map<String, String> differing = new TreeMap<>();
    List<String> order = new ArrayList<>();
    for (UpdateRow u : here) {
      String pseudonym = pseudonyms.get(u.owner());
      HeldUpdate twin = other.get(u.attempt());
      if (pseudonym == null || left.contains(u.owner()) || twin == null) {
        continue;
      }
      if (!twin.owner().equals(u.owner()) || !twin.digest().equals(u.planDigest())) {
        differing.put(u.owner(), pseudonym);
        continue;
      }
      if (chosen.put(
              u.owner(),
              new Contributor(u.owner(), pseudonym, u.attempt(), u.planDigest(), u.pictures()))
          == null) {
        order.add(u.owner());
      }
    }
    List<Contributor> contributors = new ArrayList<>();
    order.stream().limit(most).forEach(o -> contributors.add(chosen.get(o)));
    contributors.sort(java.util.Comparator.comparing(Contributor::pseudonym));
    differing.keySet().removeAll(chosen.keySet());
    return new SetChoice(contributors, List.copyOf(differing.values()));
  }
}
