package io.sharelens.node.search;

import io.sharelens.api.SearchCost;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.ReplicatedSession;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.ThirdServer;

/**
 * Node 3's side of searches of three servers. It learns which positions of the epoch may be found,
 * k and the positions that the ranking opens; of the query it receives nothing but randomness.
 */
public final class SearchThird implements ThirdServer {
  private final NodeContext node;
  private final EpochBook epochs;
  private final ModelCache models;
  private final SearchedRows searched;

  public SearchThird(
      NodeContext node,
      EpochBook epochs,
      ModelCache models,
      EpochRows rows,
      StructureShelf structures) {
    this.node = node;
    this.epochs = epochs;
    this.models = models;
    this.searched = new SearchedRows(rows, structures);
  }

  @Override
  public void run(
      SessionRun run, Scheme scheme, SessionHello hello, PartyChannel one, PartyChannel two) {
    Agreement agreement = Agreement.read(hello.hello());
    Messages first = new Messages(one);
    Messages second = new Messages(two);
    RankTerms terms = first.receive(RankTerms.class);
    SearchedRows.Chosen rows;
    LoadedModel model;
    try {
      if (!terms.equals(second.receive(RankTerms.class))) {
        throw LensException.protocol(
            "search-differs", "nodes 1 and 2 asked node 3 for different searches");
      }
      Epoch epoch = epochs.require(agreement.epoch(), agreement.epochDigest());
      if (!epoch.header().model().equals(agreement.model())) {
        throw LensException.protocol("model-differs", "the epoch has another model");
      }
      rows = choose(epoch, terms);
      model = models.get(agreement.model());
    } catch (LensException e) {
      first.refuse(e);
      second.refuse(e);
      throw e;
    }
    first.accept();
    second.accept();
    try (ReplicatedSession session = new ReplicatedSession(one, two, node.random(), run.ledger())) {
      CostBook withOne = new CostBook(() -> session.cost(1));
      CostBook withTwo = new CostBook(() -> session.cost(2));
      new Ranked(scheme, model, session, Stages.UNHEARD, withOne, withTwo)
          .run(new int[0], rows, terms.k());
      SearchCost toOne = withTwo.total();
      SearchCost toTwo = withOne.total();
      // Each of the others hears of the link that it does not see.
      first.send(toOne);
      second.send(toTwo);
    }
  }

  private SearchedRows.Chosen choose(Epoch epoch, RankTerms terms) {
    try {
      return searched.choose(epoch, terms.positions(epoch));
    } catch (LensException e) {
      if (!e.code().equals("row-missing")) {
        throw e;
      }
      throw LensException.resources(
          "rows-missing",
          "node 3 does not have all rows of this search (any more); ask again later",
          e);
    }
  }
}
