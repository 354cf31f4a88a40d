package io.sharelens.node.search;

import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.job.JobBoard;
import io.sharelens.node.service.SearchService;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.Slots;
import io.sharelens.node.stock.Stock;

/**
 * Searches at a computing node.
 *
 * @param service for clients
 * @param acceptor for sessions that other nodes open
 * @param end ends the searches that run
 */
public record Searches(SearchService service, SessionAcceptor acceptor, Runnable end)
    implements AutoCloseable {
  /** Node 3: clients are turned away. */
  public static Searches none(SessionAcceptor third) {
    return new Searches(new NoSearches(), third, () -> {});
  }

  /** Node 1 leads, node 2 follows. */
  public static Searches of(
      NodeContext node,
      SessionJournal journal,
      EpochBook epochs,
      ModelCache models,
      JobBoard jobs,
      Slots slots,
      Stock stock,
      EpochRows rows,
      StructureShelf structures) {
    SearchTable table = new SearchTable();
    SearchedRows searched = new SearchedRows(rows, structures);
    SearchLeader leader = new SearchLeader(node, journal, models, searched, stock);
    SearchFollower follower =
        new SearchFollower(node, journal, epochs, models, searched, table, stock);
    SearchDesk desk =
        new SearchDesk(
            node, epochs, jobs, slots, table, node.node() == 1 ? leader::start : follower::expect);
    return new Searches(desk, follower, table::cancelAll);
  }

  @Override
  public void close() {
    end.run();
  }
}
