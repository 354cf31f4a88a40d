package io.sharelens.node.search;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.stock.Stock;
import java.util.List;

/** Node 1's side of searches: opens the session for each one that a client brought. */
final class SearchLeader {
  private final NodeContext node;
  private final SessionJournal journal;
  private final ModelCache models;
  private final SearchedRows searched;
  private final Stock stock;

  SearchLeader(
      NodeContext node,
      SessionJournal journal,
      ModelCache models,
      SearchedRows searched,
      Stock stock) {
    this.node = node;
    this.journal = journal;
    this.models = models;
    this.searched = searched;
    this.stock = stock;
  }

  /**
   * Starts the search on a platform thread: round trips cost three times as much on virtual ones.
   */
  void start(SearchTask task) {
    Thread.ofPlatform().daemon().name("search-" + task.id()).start(() -> run(task));
  }

  private void run(SearchTask task) {
    try {
      SearchProgram.Found found =
          journal.run(
              task.run(),
              task.id(),
              SessionKind.SEARCH,
              task.epoch().number(),
              run -> search(task, run));
      task.answer().complete(new Answers(node.store()).of(task, found));
    } catch (RuntimeException e) {
      task.answer().completeExceptionally(e);
    }
  }

  private SearchProgram.Found search(SearchTask task, SessionRun run) {
    String model = task.epoch().header().model();
    Scheme scheme = node.schemes().usable(task.epoch().header().scheme());
    Agreement agreement =
        node.agreement(scheme, model, task.epoch().number(), task.epoch().digest());
    PartyChannel peer = node.open(run, 2, task.id(), SessionKind.SEARCH, agreement.hello());
    Messages messages = new Messages(peer);
    messages.send(task.terms());
    // Three servers have no use for a dealer's material.
    Stock usable = scheme.threeServers() ? Stock.OFF : stock;
    try (Stock.Lease lease = usable.lease()) {
      messages.send(new StockTerms(lease.offers(), List.of()));
      messages.awaitAccepted();
      StockTerms chosen = messages.receive(StockTerms.class);
      lease.narrow(chosen.packs());
      stock.drop(chosen.gone());
      LoadedModel loaded = models.get(model);
      SearchProgram.Found found =
          new SearchProgram(node, searched)
              .run(
                  task,
                  loaded,
                  peer,
                  lease,
                  () -> node.open(run, 3, task.id(), SessionKind.SEARCH, agreement.hello()));
      lease.succeeded();
      return found;
    }
  }
}
