package io.sharelens.node.search;

import io.sharelens.api.PartPlan;
import io.sharelens.api.SearchHit;
import io.sharelens.api.SearchResult;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.ShareSource;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.PartRow;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts results and this node's shares of the files together. */
final class Answers {
  private final Store store;

  Answers(Store store) {
    this.store = store;
  }

  /** A picture that was deleted while the search ran is left out. */
  SearchAnswer of(SearchTask task, SearchProgram.Found found) {
    List<SearchHit> hits = new ArrayList<>();
    List<ShareSource> files = new ArrayList<>();
    for (int i = 0; i < found.entries().size(); i++) {
      EpochEntry entry = found.entries().get(i);
      Optional<AttemptRow> attempt = store.pictures().find(entry.asRef());
      Optional<PartRow> file =
          store.pictures().parts(entry.asRef()).stream()
              .filter(p -> p.name().equals(PartPlan.FILE))
              .findFirst();
      if (attempt.isEmpty() || !attempt.get().state().alive() || file.isEmpty()) {
        continue;
      }
      hits.add(
          new SearchHit(
              entry.picture(),
              entry.owner(),
              entry.attempt(),
              attempt.get().mediaType(),
              file.get().elements(),
              file.get().form(),
              found.scoreShares()[i]));
      files.add(new PartSource(store, file.get()));
    }
    return new SearchAnswer(
        new SearchResult(
            task.request().searchId(),
            task.epoch().number(),
            task.epoch().header().model(),
            hits,
            found.cost()),
        files);
  }

  private record PartSource(Store store, PartRow part) implements ShareSource {
    @Override
    public long bytes() {
      return part.bytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      store.shares().copyPart(part.file(), part.bytes(), out);
    }
  }
}
