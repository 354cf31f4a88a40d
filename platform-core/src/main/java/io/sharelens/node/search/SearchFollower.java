package io.sharelens.node.search;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.stock.Stock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Node 2's side of searches: brings node 1's session and the client's request together. */
final class SearchFollower implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final ModelCache models;
  private final SearchedRows searched;
  private final SearchTable table;
  private final Stock stock;

  SearchFollower(
      NodeContext node,
      SessionJournal journal,
      EpochBook epochs,
      ModelCache models,
      SearchedRows searched,
      SearchTable table,
      Stock stock) {
    this.node = node;
    this.journal = journal;
    this.epochs = epochs;
    this.models = models;
    this.searched = searched;
    this.table = table;
    this.stock = stock;
  }

  /** Gives up if node 1 does not open the session of a search that a client brought here. */
  void expect(SearchTask task) {
    CompletableFuture.delayedExecutor(node.patience().toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (task.taken().compareAndSet(false, true)) {
                task.answer()
                    .completeExceptionally(
                        LensException.resources(
                            "peer-missing",
                            "node 1 did not open the search within "
                                + node.patience().toSeconds()
                                + " s",
                            null));
              }
            });
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 opens searches");
    }
    Agreement theirs = Agreement.read(hello.hello());
    Epoch epoch = epochs.requireOrCommit(theirs.epoch(), theirs.epochDigest());
    node.agreement(
            node.schemes().usable(epoch.header().scheme()),
            epoch.header().model(),
            epoch.number(),
            epoch.digest())
        .requireSame(theirs, hello.from());
    return new Accepted(node.channelLimits(hello.kind()), channel -> serve(hello, epoch, channel));
  }

  private void serve(SessionHello hello, Epoch epoch, PartyChannel channel) {
    SearchTask task = table.await(hello.session(), node.patience());
    if (task == null || !task.taken().compareAndSet(false, true)) {
      journal.run(
          hello.session(),
          hello.kind(),
          epoch.number(),
          run -> {
            run.watch(channel);
            throw LensException.resources(
                "search-missing", "the client's request did not reach node 2 in time", null);
          });
      return;
    }
    try {
      SearchProgram.Found found =
          journal.run(
              task.run(),
              task.id(),
              hello.kind(),
              epoch.number(),
              run -> search(task, run, hello, run.watch(channel)));
      task.answer().complete(new Answers(node.store()).of(task, found));
    } catch (RuntimeException e) {
      task.answer().completeExceptionally(e);
    }
  }

  private SearchProgram.Found search(
      SearchTask task, SessionRun run, SessionHello hello, PartyChannel peer) {
    Messages messages = new Messages(peer);
    SearchTerms theirs = messages.receive(SearchTerms.class);
    StockTerms offered = messages.receive(StockTerms.class);
    try {
      compare(theirs, task.terms());
    } catch (LensException e) {
      messages.refuse(e);
      throw e;
    }
    try (Stock.Lease lease = stock.lease(offered.packs())) {
      messages.accept();
      messages.send(new StockTerms(lease.offers(), stock.missing(offered.packs())));
      ModelCache.LoadedModel model = models.get(task.epoch().header().model());
      SearchProgram.Found found =
          new SearchProgram(node, searched)
              .run(task, model, peer, lease, () -> node.openThird(run, hello));
      lease.succeeded();
      return found;
    }
  }

  private static void compare(SearchTerms theirs, SearchTerms ours) {
    if (!theirs.owners().equals(ours.owners()) && theirs.user().equals(ours.user())) {
      throw LensException.protocol(
          "grants-differ",
          "nodes 1 and 2 have granted "
              + ours.user()
              + " different owners: "
              + theirs.owners()
              + " and "
              + ours.owners());
    }
    if (!theirs.equals(ours)) {
      throw LensException.protocol(
          "search-differs", "the client asked nodes 1 and 2 for different searches");
    }
  }
}
