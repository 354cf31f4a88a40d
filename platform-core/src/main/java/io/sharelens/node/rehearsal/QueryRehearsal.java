package io.sharelens.node.rehearsal;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.search.CostBook;
import io.sharelens.node.search.LinkCosts;
import io.sharelens.node.search.Ranked;
import io.sharelens.node.search.SearchedRows;
import io.sharelens.node.search.Stages;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.node.session.ReplicatedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Queries as searches run them, step by step and counted in the same way, by all parties in one
 * process, over rows of drawn features.
 */
public final class QueryRehearsal {
  private final Scheme scheme;
  private final RehearsedModel model;
  private final int pictures;
  private final int k;
  private final LocalServers servers;
  private List<SearchedRows.Chosen> rows = List.of();

  /**
   * @param pictures that a query looks through
   * @param k results wanted
   * @param servers of the scheme
   */
  public QueryRehearsal(
      Scheme scheme, RehearsedModel model, int pictures, int k, LocalServers servers) {
    this.scheme = scheme;
    this.model = model;
    this.pictures = pictures;
    this.k = k;
    this.servers = servers;
  }

  /**
   * Gets rows and weights ready, once, before the first query.
   *
   * @param done hears how many rows are stored
   */
  public void store(IntConsumer done) {
    model.prepare(servers);
    rows =
        servers.sessions(
            session -> {
              int party = session.arithmetic().party();
              DrawnRows.Stored stored =
                  new DrawnRows(scheme, model.loaded().features(), session)
                      .store(pictures, party == 1 ? done : n -> {});
              session.end();
              return new SearchedRows.Chosen(stored.rows(), stored.structure());
            });
  }

  /** One query: what nodes 1 and 2 would tell the client, offline bytes added up. */
  public SearchCost query() {
    List<List<SearchCost>> costs = servers.sessions(this::run);
    SearchCost one = costs.get(0).getFirst();
    SearchCost two = costs.get(1).getFirst();
    if (scheme.threeServers()) {
      one = LinkCosts.all(one, costs.get(2).get(1), true);
      two = LinkCosts.all(two, costs.get(2).get(0), false);
    }
    return together(one, two);
  }

  /** One party's costs; at node 3 of three servers those of its links to nodes 1 and 2. */
  private List<SearchCost> run(ComputingSession session) {
    int party = session.arithmetic().party();
    // Expanded before the clock starts, as a search's is.
    int[] picture = model.picture(party);
    List<CostBook> books =
        session instanceof ReplicatedSession r && party == 3
            ? List.of(new CostBook(() -> r.cost(1)), new CostBook(() -> r.cost(2)))
            : List.of(new CostBook(session::cost));
    new Ranked(scheme, model.loaded(), session, Stages.UNHEARD, books.toArray(CostBook[]::new))
        .run(picture, rows.get(party - 1), k);
    return books.stream().map(CostBook::total).toList();
  }

  private static SearchCost together(SearchCost one, SearchCost two) {
    List<PhaseCost> phases = new ArrayList<>();
    for (int i = 0; i < one.phases().size(); i++) {
      PhaseCost a = one.phases().get(i);
      PhaseCost b = two.phases().get(i);
      phases.add(
          new PhaseCost(
              a.phase(),
              a.seconds(),
              a.rounds(),
              a.onlineBytes(),
              a.offlineBytes() + b.offlineBytes()));
    }
    return new SearchCost(
        one.seconds(),
        one.rounds(),
        one.onlineBytes(),
        one.offlineBytes() + two.offlineBytes(),
        phases);
  }
}
