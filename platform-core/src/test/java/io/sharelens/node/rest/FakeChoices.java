package io.sharelens.node.rest;

import io.sharelens.api.CostRequest;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.QueryEstimate.Size;
import io.sharelens.api.QueryEstimate.State;
import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeView;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.ChoiceService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nothing to choose from; estimates are never begun. */
final class FakeChoices implements ChoiceService {
  static final SchemeView SCHEME =
      new SchemeView("flsir", "00", 2, true, "public", Map.of(), "name: flsir\n", null, List.of());

  private final List<QueryEstimate> estimates = new ArrayList<>();

  @Override
  public SchemeOptions options() {
    return new SchemeOptions(SCHEME, null, List.of(SCHEME), Map.of(), List.of(), List.of());
  }

  @Override
  public QueryEstimate estimate(CostRequest request) {
    if (request.k() != null && request.k() < 1) {
      throw LensException.user("bad-k", "k must be positive");
    }
    String summary = request.choice() == null ? "serving" : String.valueOf(request.choice());
    QueryEstimate e =
        new QueryEstimate(
            "e" + estimates.size(),
            State.QUEUED,
            "",
            0,
            0,
            null,
            SCHEME,
            summary,
            new Size(1, 2, 3, "00", 32),
            null,
            "2026-01-01T00:00:00Z",
            null);
    estimates.addFirst(e);
    return e;
  }

  @Override
  public List<QueryEstimate> estimates() {
    return List.copyOf(estimates);
  }

  @Override
  public QueryEstimate estimate(String id) {
    return estimates.stream()
        .filter(e -> e.id().equals(id))
        .findFirst()
        .orElseThrow(() -> LensException.user("no-such-estimate", "no estimate " + id));
  }

  @Override
  public void endEstimate(String id) {
    estimates.remove(estimate(id));
  }
}
