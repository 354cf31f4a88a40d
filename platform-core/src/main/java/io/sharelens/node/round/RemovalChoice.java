package io.sharelens.node.round;

import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.round.sum.ContributorSet.PublicTerm;
import io.sharelens.node.round.sum.ContributorSet.Removed;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.Leavers.Leaver;
import io.sharelens.node.store.RoundResults.SetRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a round has to subtract so that leavers' updates are out of the model. For a round t with N
 * pictures, of which those of earlier removals had e and the present leavers have r, the mean that
 * the model holds is (U - u_e) / (N - e); it has to become (U - u_e - u_r) / (N - e - r). The
 * difference is {@code c * U} in clear, less {@code c * u_e} and {@code u_r / (N - e - r)} inside
 * the opening, with {@code c = 1 / (N - e - r) - 1 / (N - e)}. Where round t itself removed
 * somebody, its opening was not U but {@code U - sum f * u}: those {@code u} come back with {@code
 * c * f}.
 */
final class RemovalChoice {
  /** Fewer other owners in the opening would show the leaver's update. */
  private static final int LEAST_OTHERS = 3;

  /** Terms that cancel out but for rounding. */
  private static final double LEAST_FACTOR = 1e-9;

  private final Store store;

  RemovalChoice(Store store) {
    this.store = store;
  }

  /**
   * @param removals to subtract
   * @param terms to add in clear
   * @param leavers whose removal this completes
   * @param lost leavers whose removal cannot be done any more, because shares are gone
   */
  record Choice(
      List<Removed> removals, List<PublicTerm> terms, List<String> leavers, List<String> lost) {
    static final Choice NONE = new Choice(List.of(), List.of(), List.of(), List.of());

    Choice {
      removals = List.copyOf(removals);
      terms = List.copyOf(terms);
      leavers = List.copyOf(leavers);
      lost = List.copyOf(lost);
    }
  }

  /**
   * @param parent SHA-256 of the model that the round starts from
   * @param contributors of the round
   * @param pictures sum of their weights
   * @param leaving owners whose removal node 2 knows of too
   */
  Choice of(String parent, List<Contributor> contributors, long pictures, Set<String> leaving) {
    if (contributors.size() < LEAST_OTHERS) {
      return Choice.NONE;
    }
    Set<String> wanted = new HashSet<>();
    Set<String> done = new HashSet<>();
    for (Leaver l : store.leavers().list()) {
      if (l.removal().equals(Leavers.WANTED) && leaving.contains(l.owner())) {
        wanted.add(l.owner());
      } else if (l.removal().equals(Leavers.DONE)) {
        done.add(l.owner());
      }
    }
    if (wanted.isEmpty()) {
      return Choice.NONE;
    }
    List<ContributorSet> rounds = lineage(parent);
    Set<String> lost = new HashSet<>();
    rounds.forEach(r -> lost.addAll(impossible(r, wanted, done)));
    wanted.removeAll(lost);
    Map<String, Removed> removals = new TreeMap<>();
    List<PublicTerm> terms = new ArrayList<>();
    rounds.forEach(r -> add(r, wanted, done, pictures, removals, terms));
    return new Choice(
        removals.values().stream().filter(r -> Math.abs(r.factor()) > LEAST_FACTOR).toList(),
        terms,
        List.copyOf(wanted),
        List.copyOf(lost));
  }

  /** Sets of the rounds whose results the model descends from, the newest first. */
  private List<ContributorSet> lineage(String model) {
    Map<String, RoundRow> byModel = new HashMap<>();
    store.rounds().list(RoundDesk.LOOK).stream()
        .filter(r -> r.state() == io.sharelens.api.RoundState.PUBLISHED && r.model() != null)
        .forEach(r -> byModel.put(r.model(), r));
    List<ContributorSet> sets = new ArrayList<>();
    RoundRow round = byModel.get(model);
    while (round != null && sets.size() < RoundDesk.LOOK) {
      store
          .roundResults()
          .set(round.number(), ContributorSet.KIND)
          .map(SetRow::content)
          .map(ContributorSet::read)
          .ifPresent(sets::add);
      round = byModel.get(round.parent());
    }
    return sets;
  }

  /** Wanted leavers of a round whose terms cannot be worked out. */
  private Set<String> impossible(ContributorSet set, Set<String> wanted, Set<String> done) {
    Set<String> here = new HashSet<>();
    boolean gone = store.roundResults().sum(set.round()).map(s -> s.file() == null).orElse(true);
    long others = 0;
    for (Contributor c : set.contributors()) {
      boolean leaves = wanted.contains(c.owner());
      if (leaves) {
        here.add(c.owner());
      } else if (!done.contains(c.owner())) {
        others += c.pictures();
      }
      gone |= (leaves || done.contains(c.owner())) && !held(set.round(), c.attempt());
    }
    gone |= set.removals().stream().anyMatch(r -> !held(r.round(), r.attempt()));
    return gone || others == 0 ? here : Set.of();
  }

  private void add(
      ContributorSet set,
      Set<String> wanted,
      Set<String> done,
      long pictures,
      Map<String, Removed> removals,
      List<PublicTerm> terms) {
    List<Contributor> leaving =
        set.contributors().stream().filter(c -> wanted.contains(c.owner())).toList();
    if (leaving.isEmpty()) {
      return;
    }
    List<Contributor> before =
        set.contributors().stream().filter(c -> done.contains(c.owner())).toList();
    double then = set.pictures() - sum(before);
    double now = then - sum(leaving);
    double clear = 1 / now - 1 / then;
    leaving.forEach(c -> put(removals, removed(set, c, pictures / now)));
    before.forEach(c -> put(removals, removed(set, c, pictures * clear)));
    set.removals().forEach(r -> put(removals, scaled(r, -pictures * clear * r.factor())));
    terms.add(new PublicTerm(set.round(), clear));
  }

  private boolean held(long round, String attempt) {
    return store.updates().find(round, attempt).filter(u -> u.file() != null).isPresent();
  }

  private static void put(Map<String, Removed> removals, Removed r) {
    removals.merge(r.round() + "/" + r.attempt(), r, (a, b) -> scaled(a, a.factor() + b.factor()));
  }

  private static Removed scaled(Removed r, double factor) {
    return new Removed(r.round(), r.owner(), r.attempt(), r.digest(), r.pictures(), factor);
  }

  private static Removed removed(ContributorSet set, Contributor c, double factor) {
    return new Removed(set.round(), c.owner(), c.attempt(), c.digest(), c.pictures(), factor);
  }

  private static long sum(List<Contributor> some) {
    return some.stream().mapToLong(Contributor::pictures).sum();
  }
}
