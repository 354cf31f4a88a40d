package io.sharelens.node.search;

import io.sharelens.api.SearchCost;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.feature.TensorShares;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/** The computing part of a search, the same at nodes 1 and 2. */
final class SearchProgram {
  private final NodeContext node;
  private final SearchedRows searched;

  SearchProgram(NodeContext node, SearchedRows searched) {
    this.node = node;
    this.searched = searched;
  }

  /**
   * @param entries found, in the order in which the ranking opened them
   * @param scoreShares this node's shares of their scores
   * @param cost measured here
   */
  record Found(List<EpochEntry> entries, int[] scoreShares, SearchCost cost) {}

  /**
   * @param peer channel to the other server; terms are agreed already
   * @param stock material kept here that both servers agreed to use
   * @param third opens the channel to node 3; not called if there is nothing to rank
   */
  Found run(
      SearchTask task,
      LoadedModel model,
      PartyChannel peer,
      MaterialStock stock,
      Supplier<PartyChannel> third) {
    Scheme scheme = node.schemes().usable(task.epoch().header().scheme());
    int[] query = TensorShares.query(task.request().share(), model.input());
    int[] positions = searchable(task, peer);
    if (positions.length == 0) {
      return new Found(List.of(), new int[0], new SearchCost(0, 0, 0, 0, List.of()));
    }
    // Chosen now: a picture that is replaced meanwhile keeps its row for this search.
    SearchedRows.Chosen rows = searched.choose(task.epoch(), positions);
    int k = task.request().k();
    PartyChannel other = third.get();
    if (scheme.threeServers()) {
      Messages messages = new Messages(other);
      messages.send(RankTerms.of(positions, k));
      messages.awaitAccepted();
    }
    try (ComputingSession session =
        ComputingSession.of(
            scheme, node.node(), peer, other, node.random(), task.run().ledger(), stock)) {
      CostBook costs = new CostBook(session::cost);
      Pipeline.Top top =
          new Ranked(scheme, model, session, task.stages(), costs).run(query, rows, k);
      List<EpochEntry> entries = task.epoch().pictures();
      List<EpochEntry> found =
          Arrays.stream(top.positions()).mapToObj(p -> entries.get(positions[p])).toList();
      SearchCost cost = costs.total();
      if (scheme.threeServers()) {
        SearchCost seen = new Messages(other).receive(SearchCost.class);
        cost = LinkCosts.all(cost, seen, node.node() == 1);
      }
      return new Found(found, top.scoreShares(), cost);
    }
  }

  /**
   * Positions in the epoch that may be found: owned by a granted owner, and with a row at both
   * nodes. What one node has deleted is left out by both, before any share moves.
   */
  private int[] searchable(SearchTask task, PartyChannel peer) {
    List<EpochEntry> entries = task.epoch().pictures();
    BitSet usable = searched.rows().present(task.epoch());
    ByteBuffer mine = ByteBuffer.allocate((entries.size() + 7) / 8);
    mine.put(usable.toByteArray()).position(0).limit(mine.capacity());
    ByteBuffer theirs = ByteBuffer.allocate(mine.capacity());
    peer.exchange(mine, theirs);
    usable.and(BitSet.valueOf(theirs.flip()));
    usable.and(searched.rows().owned(task.epoch(), task.owners()));
    return usable.stream().toArray();
  }
}
