package io.sharelens.node.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.sharelens.api.EpochInfo;
import io.sharelens.api.Health;
import io.sharelens.api.JobInfo;
import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelGraph.LayerCost;
import io.sharelens.api.ModelGraph.Totals;
import io.sharelens.api.ModelInfo;
import io.sharelens.api.ModelPart;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.NodeLimits;
import io.sharelens.api.NodeView;
import io.sharelens.api.StatusInfo;
import io.sharelens.api.StockInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.service.JobService;
import io.sharelens.node.service.ModelService;
import io.sharelens.node.service.NoRounds;
import io.sharelens.node.service.NodeEvents;
import io.sharelens.node.service.NodeRuntime;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.service.SearchService;
import io.sharelens.node.service.StatusService;
import io.sharelens.node.service.StockService;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A runtime without computing: remembers what it was told, answers what a test wants. */
final class FakeRuntime
    implements NodeRuntime,
        SearchService,
        ModelService,
        StatusService,
        JobService,
        NodeEvents,
        StockService {
  private final Set<String> parts = ConcurrentHashMap.newKeySet();
  final List<String> events = new CopyOnWriteArrayList<>();
  final Map<String, CompletableFuture<SearchAnswer>> searches = new ConcurrentHashMap<>();
  final Map<String, String> searchers = new ConcurrentHashMap<>();
  final Map<String, JobInfo> jobs = new ConcurrentHashMap<>();
  final Map<String, Consumer<JobInfo>> listeners = new ConcurrentHashMap<>();
  volatile List<NodeView> nodes = List.of();
  volatile boolean peersUp = true;
  volatile Function<SearchRequest, CompletableFuture<SearchAnswer>> onSearch =
      r -> new CompletableFuture<>();

  private final NodeConfig config;
  final Store store;

  Store store() {
    return store;
  }

  FakeRuntime(NodeConfig config, Store store, MeterRegistry meters) {
    this.config = config;
    this.store = store;
    meters.counter("fake.runtime").increment();
  }

  @Override
  public StockInfo stock() {
    return new StockInfo(
        true, List.of(new StockInfo.Line("kind", List.of(7L), 64, 5, 1000, 2)), 11, 3);
  }

  @Override
  public void clearStock() {
    events.add("stock cleared");
  }

  private final AtomicInteger versions = new AtomicInteger();

  @Override
  public NodeServices services() {
    return new NodeServices(
        this,
        this,
        this,
        this,
        this,
        this,
        new NoRounds("this node computes nothing"),
        new FakeSchemes(),
        new FakeChoices(),
        () -> nodes);
  }

  @Override
  public void start() {
    events.add("start");
  }

  @Override
  public void close() {
    events.add("close");
  }

  @Override
  public CompletableFuture<SearchAnswer> submit(SearchRequest request) {
    CompletableFuture<SearchAnswer> answer = onSearch.apply(request);
    searches.put(request.searchId(), answer);
    searchers.put(request.searchId(), request.user());
    jobs.put(request.searchId(), job(request.searchId(), "RUNNING", 0, null));
    return answer;
  }

  static JobInfo job(String id, String state, long done, String ended) {
    return new JobInfo(
        id, "search", state, done, 3, null, null, false, "2026-01-01T00:00:00Z", ended);
  }

  @Override
  public Optional<CompletableFuture<SearchAnswer>> find(String user, String searchId) {
    return user.equals(searchers.get(searchId))
        ? Optional.ofNullable(searches.get(searchId))
        : Optional.empty();
  }

  @Override
  public boolean cancel(String user, String searchId) {
    Optional<CompletableFuture<SearchAnswer>> answer = find(user, searchId);
    answer.ifPresent(
        a -> a.completeExceptionally(LensException.user("cancelled", "cancelled by its user")));
    return answer.isPresent();
  }

  @Override
  public String stage(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String sha256 = CanonicalJson.sha256(bytes);
      Files.write(config.data().resolve(sha256), bytes);
      store.models().stage(new ModelRow(sha256, null, ModelRow.STAGED, sha256, bytes.length, 1));
      return sha256;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Here every model whose first byte is zero is a split one, and a part is what is not empty. */
  @Override
  public void putPart(String sha256, Path file) {
    try {
      if (Files.size(file) == 0) {
        throw LensException.user("part-differs", "an empty part");
      }
      parts.add(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ModelPart part(String sha256) {
    try {
      if (Files.readAllBytes(file(sha256))[0] != 0) {
        throw LensException.user("not-split", "the model has public weights");
      }
      return new ModelPart(config.node(), "ab", parts.contains(sha256), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ModelGraph graph(String sha256) {
    file(sha256);
    LayerCost cost = new LayerCost(1, 2, 3, 4, 5);
    return new ModelGraph(
        sha256,
        "tiny",
        "public",
        32,
        8,
        256,
        2,
        "feature",
        8,
        10,
        "head",
        "cmp",
        List.of(),
        new Totals(7, cost));
  }

  @Override
  public ModelInfo publish(String sha256) {
    int version = versions.getAndIncrement();
    file(sha256);
    store.models().publish(sha256, version, 2);
    return new ModelInfo(version, sha256);
  }

  @Override
  public ModelInfo rollBack(int version) {
    throw LensException.user("version-unknown", "no version " + version);
  }

  @Override
  public Path file(String sha256) {
    return store
        .models()
        .find(sha256)
        .map(row -> config.data().resolve(row.sha256()))
        .orElseThrow(() -> LensException.user("model-unknown", "no model " + sha256));
  }

  @Override
  public NodeInfo info() {
    return new NodeInfo(
        config.node(),
        config.name(),
        "0.1.0",
        1,
        "flsir",
        "00",
        2,
        List.of(),
        null,
        new EpochInfo(0, "", 0, ""),
        new NodeLimits(
            config.limits().maxK(),
            config.limits().maxPictureBytes(),
            config.limits().chunkBytes()),
        store.categories().list(),
        List.of());
  }

  @Override
  public StatusInfo status() {
    return new StatusInfo(0, 0, 0, 0, 0, new EpochInfo(0, "", 0, ""), null);
  }

  @Override
  public List<Health.Check> checks() {
    return List.of(new Health.Check("node 2", peersUp, peersUp ? "answers" : "no answer"));
  }

  @Override
  public boolean searchable(String picture) {
    return false;
  }

  @Override
  public Optional<JobInfo> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public Optional<String> owner(String id) {
    return Optional.ofNullable(searchers.get(id));
  }

  @Override
  public List<JobInfo> list(int limit) {
    return jobs.values().stream().limit(limit).toList();
  }

  @Override
  public Listening listen(String id, Consumer<JobInfo> listener) {
    listeners.put(id, listener);
    listener.accept(jobs.get(id));
    return () -> listeners.remove(id);
  }

  @Override
  public void stored(PictureRef ref) {
    events.add("stored " + ref.picture());
  }

  @Override
  public void deleted(String picture) {
    events.add("deleted " + picture);
    store.removal().sweep();
  }

  @Override
  public void grantsChanged() {
    events.add("grants");
  }

  @Override
  public void extractAgain() {
    events.add("extract again");
  }

  @Override
  public void categoriesChanged() {
    events.add("categories");
  }
}
