package io.sharelens.node.runtime;

import io.sharelens.api.EpochInfo;
import io.sharelens.api.Health;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.NodeLimits;
import io.sharelens.api.PluginInfo;
import io.sharelens.api.StatusInfo;
import io.sharelens.api.StatusInfo.ModelSwitch;
import io.sharelens.node.config.Limits;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.job.WorkView;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.service.StatusService;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.PictureRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the node says of itself. */
final class Status implements StatusService {
  /** Version of the party protocol's documents. */
  static final int PROTOCOL = 1;

  private final NodeContext node;
  private final String name;
  private final String version;
  private final EpochBook epochs;
  private final WorkView work;
  private final Supplier<List<Health.Check>> checks;
  private @Nullable Searchable searchable;

  Status(
      NodeContext node,
      String name,
      String version,
      EpochBook epochs,
      WorkView work,
      Supplier<List<Health.Check>> checks) {
    this.node = node;
    this.name = name;
    this.version = version;
    this.epochs = epochs;
    this.work = work;
    this.checks = checks;
  }

  @Override
  public NodeInfo info() {
    Scheme scheme = node.schemes().serving();
    Limits limits = node.limits();
    List<PluginInfo> plugins =
        scheme.plugins().stream()
            .map(p -> new PluginInfo(p.id(), p.version(), p.sha256()))
            .toList();
    return new NodeInfo(
        node.node(),
        name,
        version,
        PROTOCOL,
        scheme.name(),
        scheme.digest(),
        scheme.file().parties(),
        plugins,
        node.store().models().published().map(Status::model).orElse(null),
        epoch(),
        new NodeLimits(limits.maxK(), limits.maxPictureBytes(), limits.chunkBytes()),
        node.store().categories().list(),
        scheme.leakage());
  }

  @Override
  public StatusInfo status() {
    Map<AttemptState, Integer> counts = node.store().pictures().counts();
    int stored = counts.getOrDefault(AttemptState.STORED, 0);
    int extracting = work.extracting();
    int onlyHere = Math.min(stored, work.onlyHere());
    return new StatusInfo(
        Math.max(0, stored - extracting - onlyHere),
        extracting,
        counts.getOrDefault(AttemptState.INDEXED, 0),
        counts.getOrDefault(AttemptState.FAILED, 0),
        counts.getOrDefault(AttemptState.UPLOADING, 0) + onlyHere + work.onlyThere(),
        epoch(),
        switching());
  }

  private @Nullable ModelSwitch switching() {
    Epoch current = epochs.current().orElse(null);
    ModelRow model = node.store().models().published().orElse(null);
    if (node.node() == 3
        || current == null
        || model == null
        || model.sha256().equals(current.header().model())) {
      return null;
    }
    Set<PictureRef> there =
        node.store().indexRows().list(model.sha256(), node.schemes().target().indexName()).stream()
            .map(IndexRow::ref)
            .collect(Collectors.toSet());
    long done = current.pictures().stream().filter(p -> there.contains(p.asRef())).count();
    return new ModelSwitch(model.sha256(), model(model).version(), done, current.pictures().size());
  }

  @Override
  public List<Health.Check> checks() {
    return checks.get();
  }

  @Override
  public boolean searchable(String picture) {
    Epoch epoch = epochs.current().orElse(null);
    if (epoch == null || node.node() == 3) {
      return false;
    }
    Searchable now;
    synchronized (this) {
      if (searchable == null || searchable.number() != epoch.number()) {
        searchable =
            new Searchable(
                epoch.number(),
                epoch.pictures().stream().map(EpochEntry::picture).collect(Collectors.toSet()));
      }
      now = searchable;
    }
    return now.pictures().contains(picture) && !node.store().pictures().living(picture).isEmpty();
  }

  private EpochInfo epoch() {
    return epochs
        .current()
        .map(e -> new EpochInfo(e.number(), e.digest(), e.header().pictures(), e.header().model()))
        .orElse(new EpochInfo(Epoch.NONE, "", 0, ""));
  }

  private static ModelInfo model(ModelRow row) {
    Integer v = row.version();
    return new ModelInfo(v == null ? 0 : v, row.sha256());
  }

  private record Searchable(long number, Set<String> pictures) {}
}
