package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.vector.Rows;
import io.sharelens.spi.vector.UnitRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One search in a tree: the nearest nodes of each level by secure distances and the ranking, then
 * the scores of all rows in the leaves reached and of the rows that the tree does not know.
 *
 * <p>Any arithmetic, semi-honest as that is. All computing parties learn which nodes are visited,
 * and of the nodes that compete what the ranking reveals of candidates. Nodes without a row never
 * compete. Where the nodes chosen have too few rows for the results wanted, as many nodes again are
 * chosen among the rest, until there are enough: sizes are public, so this says nothing more. Where
 * all nodes of a level are visited they are not compared at all.
 *
 * <p>Rounds: one for each level and one for the rows, and those of each choice.
 */
final class Descent {
  /** Candidates for each result wanted: with fewer the nearest would often not be among them. */
  private static final int CANDIDATES_PER_RESULT = 4;

  private final TreeOptions options;
  private final Arithmetic arithmetic;
  private final UnitRows units;
  private final Ranking ranking;
  private final Tree tree;
  private final RowSet nodes;
  private final RowSet rows;
  private final Placement placement;

  Descent(
      TreeOptions options,
      Arithmetic arithmetic,
      UnitRows units,
      Ranking ranking,
      Tree tree,
      RowSet nodes,
      RowSet rows) {
    this.options = options;
    this.arithmetic = arithmetic;
    this.units = units;
    this.ranking = ranking;
    this.tree = tree;
    this.nodes = nodes;
    this.rows = rows;
    this.placement = Placement.of(tree, rows.keys());
  }

  /** A node that can be visited, and how many rows it has. */
  private record Node(int number, int rows) {}

  /** Nodes chosen, and how many distances that took. */
  private record Choice(List<Node> nodes, int distances) {}

  /**
   * @param query [1, dimension], as {@link UnitRows#scores} takes it
   * @param k results wanted
   */
  Candidates candidates(SharedTensor query, int k) {
    int wanted = (int) Math.min(rows.size(), (long) CANDIDATES_PER_RESULT * k);
    int needed = wanted - placement.newer().length;
    int inner = tree.children().length;
    int leaves = tree.leaves().length;
    int beam = Math.min(leaves, options.visits(leaves));
    List<Node> below = new ArrayList<>();
    int distances = 0;
    if (inner == 0) {
      addLeaves(0, leaves, below);
    } else {
      // Twice the share of the level below: its nodes are fewer and cut the space more coarsely.
      int width = Math.max(1, (int) Math.ceilDiv(2L * beam * inner, leaves));
      Choice choice = choose(query, innerNodes(), width, needed);
      distances += choice.distances();
      for (Node node : choice.nodes()) {
        int from = firstLeaf(node.number());
        addLeaves(from, from + tree.children()[node.number()], below);
      }
    }
    Choice choice = choose(query, below, beam, needed);
    int[] positions = positions(choice.nodes());
    SharedTensor scores = units.scores(query, rows.pick(positions));
    return new Candidates(
        arithmetic.reshape(scores, Shape.of(positions.length)),
        positions,
        units.scale().scoreBound(),
        distances + choice.distances() + positions.length);
  }

  private List<Node> innerNodes() {
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < tree.children().length; i++) {
      int from = firstLeaf(i);
      int live = placement.rows(from, from + tree.children()[i]);
      if (live > 0) {
        all.add(new Node(i, live));
      }
    }
    return all;
  }

  private void addLeaves(int from, int to, List<Node> all) {
    for (int leaf = from; leaf < to; leaf++) {
      int live = placement.rows(leaf, leaf + 1);
      if (live > 0) {
        all.add(new Node(tree.children().length + leaf, live));
      }
    }
  }

  private int firstLeaf(int inner) {
    return IntStream.range(0, inner).map(i -> tree.children()[i]).sum();
  }

  /**
   * The nearest {@code width} nodes; more of them while they have fewer than {@code needed} rows.
   */
  private Choice choose(SharedTensor query, List<Node> all, int width, int needed) {
    if (all.size() <= width) {
      return new Choice(all, 0);
    }
    int[] numbers = all.stream().mapToInt(Node::number).toArray();
    SharedTensor scores =
        arithmetic.reshape(units.scores(query, nodes.pick(numbers)), Shape.of(numbers.length));
    List<Node> chosen = new ArrayList<>();
    int[] rest = Rows.range(numbers.length);
    int found = 0;
    while (rest.length > 0 && (chosen.isEmpty() || found < needed)) {
      int[] nearest = nearest(scores, rest, width);
      for (int i : nearest) {
        chosen.add(all.get(i));
        found += all.get(i).rows();
      }
      rest = IntStream.of(rest).filter(i -> IntStream.of(nearest).noneMatch(j -> j == i)).toArray();
    }
    return new Choice(chosen, numbers.length);
  }

  /** The nearest of {@code among}, which are indexes of scores. */
  private int[] nearest(SharedTensor scores, int[] among, int count) {
    if (among.length <= count) {
      return among;
    }
    SharedTensor theirs = arithmetic.gather(scores, among, Shape.of(among.length));
    int[] top = ranking.top(new Candidates(theirs, among, units.scale().scoreBound()), count);
    return IntStream.of(top).map(i -> among[i]).toArray();
  }

  private int[] positions(List<Node> leaves) {
    IntStream inLeaves =
        leaves.stream()
            .flatMapToInt(
                l -> IntStream.of(placement.leaves()[l.number() - tree.children().length]));
    return IntStream.concat(inLeaves, IntStream.of(placement.newer())).sorted().toArray();
  }
}
