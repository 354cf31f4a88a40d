package io.sharelens.node.runtime;

import io.sharelens.api.EpochInfo;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.config.Endpoint;
import io.sharelens.node.config.Limits;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.Peer;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.StockConfig;
import io.sharelens.node.config.TlsFiles;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.stock.Stock;
import io.sharelens.node.store.PartRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.files.ShareFiles;
import io.sharelens.node.tls.CertificateMaker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Three nodes on loopback, and what owners and users do, without REST. */
final class TestCluster implements AutoCloseable {
  static final String SCHEME =
      """
      name: flsir
      parties: 2
      backbone: {plugin: model-vgg11}
      comparison: {plugin: cmp-threemul}
      index: {plugin: index-flat, options: {normalisation: sum}}
      ranking: {plugin: masked-affine}
      """;

  private final Path root;
  private final Limits limits;
  private String scheme = SCHEME;
  private RoundsConfig rounds = RoundsConfig.defaults();
  private final int[] ports = new int[4];
  private final int[] megabytes = new int[4];
  private final @Nullable Store[] stores = new Store[4];
  private final @Nullable PartyRuntime[] nodes = new PartyRuntime[4];
  private final SecureRandom random = new SecureRandom();

  TestCluster(Path root) throws IOException {
    this(root, new Limits(10, 1 << 20, 1 << 20, 1 << 28, 1000, 1 << 30, 20, 4, 4, 1 << 24));
  }

  TestCluster(Path root, Limits limits) throws IOException {
    this.root = root;
    this.limits = limits;
    new CertificateMaker(Clock.systemUTC(), random)
        .make(root.resolve("certificates"), List.of(List.of(), List.of(), List.of()));
    for (int n = 1; n <= 3; n++) {
      ports[n] = freePort();
    }
  }

  /** Below those that systems lend to outgoing connections, which could take it before a node. */
  private int freePort() {
    while (true) {
      int port = random.nextInt(20_000, 32_000);
      try (ServerSocket s = new ServerSocket(port)) {
        return s.getLocalPort();
      } catch (IOException e) {
        // taken: another one
      }
    }
  }

  /** Scheme of nodes that are started from now on. */
  void scheme(String yaml) {
    scheme = yaml;
  }

  /** How nodes that are started from now on hold rounds. */
  void rounds(RoundsConfig config) {
    rounds = config;
  }

  /** Gives nodes 1 and 2 that are started from now on a stock. */
  void stock(int node, int mebibytes) {
    megabytes[node] = mebibytes;
  }

  Stock stockOf(int n) {
    return java.util.Objects.requireNonNull(nodes[n]).stock();
  }

  private @Nullable StockConfig stock(int n) {
    Path folder = root.resolve("node" + n);
    return megabytes[n] == 0
        ? null
        : new StockConfig(folder.resolve("stock"), folder.resolve("stock.key"), megabytes[n]);
  }

  void startAll() throws IOException {
    for (int n = 3; n >= 1; n--) {
      start(n);
    }
  }

  void start(int n) throws IOException {
    start(n, scheme, "hash");
  }

  void start(int n, String scheme, String pluginHash) throws IOException {
    Path folder = root.resolve("node" + n);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("scheme.yaml"), scheme);
    List<Peer> peers = new ArrayList<>();
    for (int p = 1; p <= 3; p++) {
      if (p != n) {
        peers.add(new Peer(p, "127.0.0.1", ports[p]));
      }
    }
    Path certificates = root.resolve("certificates");
    NodeConfig config =
        new NodeConfig(
            n,
            "test",
            folder.resolve("data"),
            new Endpoint("127.0.0.1", 0),
            new Endpoint("127.0.0.1", ports[n]),
            new TlsFiles(
                certificates.resolve("node" + n + ".pem"),
                certificates.resolve("node" + n + ".key"),
                certificates.resolve("ca.pem")),
            peers,
            folder,
            folder.resolve("scheme.yaml"),
            folder.resolve("admin.token"),
            null,
            Acceptance.all(),
            stock(n),
            limits,
            rounds);
    Store store = Store.open(config);
    stores[n] = store;
    PartyRuntime runtime = new PartyRuntime(config, store, new ClassPathPlugins(pluginHash));
    nodes[n] = runtime;
    runtime.start();
  }

  /** As hard as it gets in one JVM: the ports close, the database closes, nothing is finished. */
  void stop(int n) {
    PartyRuntime runtime = nodes[n];
    if (runtime != null) {
      runtime.close();
      store(n).close();
      nodes[n] = null;
      stores[n] = null;
    }
  }

  Store store(int n) {
    Store s = stores[n];
    if (s == null) {
      throw new IllegalStateException("node " + n + " is down");
    }
    return s;
  }

  NodeServices services(int n) {
    PartyRuntime r = nodes[n];
    if (r == null) {
      throw new IllegalStateException("node " + n + " is down");
    }
    return r.services();
  }

  void user(String name, String... owners) {
    for (int n = 1; n <= 2; n++) {
      store(n).principals().put(new PrincipalRow(name, "user", 1, null));
      for (String owner : owners) {
        store(n).principals().grant(name, owner);
      }
    }
  }

  /** Uploads the two shares of a picture; node 1 gets seeds. */
  PictureRef upload(String owner, String id, String model, int[] words) {
    PictureRef ref = new PictureRef(id, UUID.randomUUID().toString());
    Seed seed = Seed.fresh(random);
    upload(1, ref, owner, model, seed.bytes(), words.length);
    upload(2, ref, owner, model, correction(seed, words), words.length);
    return ref;
  }

  void upload(int n, PictureRef ref, String owner, String model, byte[] tensor, int elements) {
    byte[] file = new byte[] {1, 2, 3, (byte) n};
    Store s = store(n);
    List<PartRow> parts =
        List.of(part("file", "Z256", file, file.length), part("tensor", "Z2^32", tensor, elements));
    s.pictures().begin(ref, owner, "image/png", model, "digest", parts, 1);
    s.shares().appendPart(parts.get(0).file(), 0, ByteBuffer.wrap(file));
    s.shares().appendPart(parts.get(1).file(), 0, ByteBuffer.wrap(tensor));
    s.pictures().received(ref, "file", file.length);
    s.pictures().received(ref, "tensor", tensor.length);
    s.pictures().stored(ref, 1);
    services(n).events().stored(ref);
  }

  void delete(int n, String picture) {
    store(n).pictures().delete(picture, 2);
    services(n).events().deleted(picture);
  }

  /** Both halves of a search. */
  record Asked(CompletableFuture<SearchAnswer> one, CompletableFuture<SearchAnswer> two) {}

  Asked search(String user, int k, int[] words) {
    Seed seed = Seed.fresh(random);
    String id = UUID.randomUUID().toString();
    EpochInfo epoch = epoch();
    return new Asked(
        ask(1, epoch, id, user, k, seed.bytes()),
        ask(2, epoch, id, user, k, correction(seed, words)));
  }

  CompletableFuture<SearchAnswer> ask(int n, String id, String user, int k, byte[] share) {
    return ask(n, epoch(), id, user, k, share);
  }

  private CompletableFuture<SearchAnswer> ask(
      int n, EpochInfo epoch, String id, String user, int k, byte[] share) {
    return services(n)
        .searches()
        .submit(new SearchRequest(id, user, k, epoch.number(), epoch.digest(), share));
  }

  /** As a client does: both nodes must say the same. */
  private EpochInfo epoch() {
    while (true) {
      EpochInfo one = info(1);
      EpochInfo two = info(2);
      if (one.equals(two)) {
        return one;
      }
    }
  }

  /** A node that is down says what the other one says. */
  private EpochInfo info(int n) {
    return services(nodes[n] == null ? 3 - n : n).status().info().epoch();
  }

  byte[] correction(Seed seed, int[] words) {
    int[] mask = new int[words.length];
    new Prg(seed, 1).ints(mask);
    ByteBuffer b = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words.length; i++) {
      b.putInt(words[i] - mask[i]);
    }
    return b.array();
  }

  private static PartRow part(String name, String ring, byte[] payload, int elements) {
    String form = payload.length == 16 && !name.equals("file") ? "seed" : "full";
    return new PartRow(
        name,
        form,
        ring,
        elements,
        payload.length,
        "00",
        0,
        ShareFiles.partName(UUID.randomUUID().toString()));
  }

  @Override
  public void close() {
    for (int n = 1; n <= 3; n++) {
      stop(n);
    }
  }
}
