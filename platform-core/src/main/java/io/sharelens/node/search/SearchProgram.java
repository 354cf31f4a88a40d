package io.sharelens.node.search;

import io.sharelens.api.SearchCost;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.feature.TensorShares;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.ServerSession;
import io.sharelens.spi.FeatureIndex;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/** The computing part of a search, the same at both servers. */
final class SearchProgram {
  private final NodeContext node;
  private final EpochRows epochRows;

  SearchProgram(NodeContext node, EpochRows epochRows) {
    this.node = node;
    this.epochRows = epochRows;
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
   * @param dealer opens the channel to the dealer; not called if there is nothing to rank
   */
  Found run(
      SearchTask task,
      LoadedModel model,
      PartyChannel peer,
      MaterialStock stock,
      Supplier<PartyChannel> dealer) {
    SharedTensor query = TensorShares.query(task.request().share(), model.input());
    int[] positions = searchable(task, peer);
    if (positions.length == 0) {
      return new Found(List.of(), new int[0], new SearchCost(0, 0, 0, 0, List.of()));
    }
    // Chosen now: a picture that is replaced meanwhile keeps its row for this search.
    RowSet rows = epochRows.rows(task.epoch(), positions);
    try (ServerSession session =
        new ServerSession(
            node.node(), peer, dealer.get(), node.random(), task.run().ledger(), stock)) {
      return ranked(task, model, query, rows, positions, session);
    }
  }

  private Found ranked(
      SearchTask task,
      LoadedModel model,
      SharedTensor query,
      RowSet rows,
      int[] positions,
      ServerSession session) {
    CostBook costs = new CostBook(session);
    Scheme scheme = node.schemes().usable(task.epoch().header().scheme());
    Pipeline pipeline = new Pipeline(scheme, model, session);
    SharedTensor feature = pipeline.features(query);
    costs.phase("feature");
    List<EpochEntry> entries = task.epoch().pictures();
    int k = task.request().k();
    FeatureIndex.Candidates candidates = pipeline.candidates(feature, rows, k);
    costs.phase("distance");
    Pipeline.Top top = pipeline.top(candidates, k);
    costs.phase("ranking");
    session.end();
    List<EpochEntry> found =
        java.util.Arrays.stream(top.positions()).mapToObj(p -> entries.get(positions[p])).toList();
    return new Found(found, top.scoreShares(), costs.total());
  }

  /**
   * Positions in the epoch that may be found: owned by a granted owner, and with a row at both
   * nodes. What one node has deleted is left out by both, before any share moves.
   */
  private int[] searchable(SearchTask task, PartyChannel peer) {
    List<EpochEntry> entries = task.epoch().pictures();
    BitSet usable = epochRows.present(task.epoch());
    ByteBuffer mine = ByteBuffer.allocate((entries.size() + 7) / 8);
    mine.put(usable.toByteArray()).position(0).limit(mine.capacity());
    ByteBuffer theirs = ByteBuffer.allocate(mine.capacity());
    peer.exchange(mine, theirs);
    usable.and(BitSet.valueOf(theirs.flip()));
    usable.and(epochRows.owned(task.epoch(), task.owners()));
    return usable.stream().toArray();
  }
}
