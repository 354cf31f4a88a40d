package io.sharelens.node.config;

import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The YAML file as it is written: everything optional, so that one check can name what is not. */
record NodeConfigFile(
    @Nullable Integer node,
    @Nullable String name,
    @Nullable String data,
    @Nullable Address rest,
    @Nullable Address party,
    @Nullable Tls tls,
    @Nullable List<PeerEntry> peers,
    @Nullable String plugins,
    @Nullable String scheme,
    @Nullable String adminTokenFile,
    @Nullable Database database,
    @Nullable Accept accept,
    @Nullable StockEntries stock,
    @Nullable LimitEntries limits,
    @Nullable RoundEntries rounds,
    @Nullable WebEntries web) {
  record Address(@Nullable String host, @Nullable Integer port) {}

  record PeerEntry(@Nullable Integer node, @Nullable String host, @Nullable Integer port) {}

  record Tls(@Nullable String certificate, @Nullable String key, @Nullable String ca) {}

  record Database(@Nullable String url, @Nullable String user, @Nullable String passwordFile) {}

  record Accept(@Nullable List<String> leakage, @Nullable List<String> plugins) {}

  record StockEntries(
      @Nullable String folder, @Nullable String keyFile, @Nullable Integer megabytes) {}

  record LimitEntries(
      @Nullable Integer maxK,
      @Nullable Long maxPictureBytes,
      @Nullable Integer chunkBytes,
      @Nullable Long maxModelBytes,
      @Nullable Integer maxPicturesPerOwner,
      @Nullable Long maxBytesPerOwner,
      @Nullable Integer deadlineSeconds,
      @Nullable Integer concurrentSearches,
      @Nullable Integer extractBatch,
      @Nullable Long rowMemoryBytes) {}

  record RoundEntries(
      @Nullable Integer joinMinutes,
      @Nullable Integer collectMinutes,
      @Nullable Integer aggregateMinutes,
      @Nullable Integer calibrateMinutes,
      @Nullable Integer silenceSeconds,
      @Nullable Integer retentionDays,
      @Nullable Long quotaBytes,
      @Nullable String schedule,
      @Nullable Integer requestPictures,
      @Nullable Integer requestHours) {
    RoundsConfig resolve(ConfigCheck c) {
      RoundsConfig d = RoundsConfig.defaults();
      int year = 366 * 24 * 60;
      Schedule when = d.schedule();
      if (schedule != null) {
        try {
          when = Schedule.parse(schedule);
        } catch (LensException e) {
          throw c.wrong("rounds.schedule", e.getMessage());
        }
      }
      return new RoundsConfig(
          minutes(c, "join_minutes", joinMinutes, d.join(), year),
          minutes(c, "collect_minutes", collectMinutes, d.collect(), year),
          minutes(c, "aggregate_minutes", aggregateMinutes, d.aggregate(), year),
          minutes(c, "calibrate_minutes", calibrateMinutes, d.calibrate(), year),
          Duration.ofSeconds(
              c.number(
                  "rounds.silence_seconds",
                  silenceSeconds,
                  (int) d.silence().toSeconds(),
                  1,
                  year)),
          Duration.ofDays(
              c.number(
                  "rounds.retention_days", retentionDays, (int) d.retention().toDays(), 0, 36_500)),
          c.number("rounds.quota_bytes", quotaBytes, d.quotaBytes(), 0, 1L << 50),
          when,
          c.number(
              "rounds.request_pictures",
              requestPictures,
              d.requestPictures(),
              1,
              Integer.MAX_VALUE),
          Duration.ofHours(
              c.number(
                  "rounds.request_hours",
                  requestHours,
                  (int) d.requestPause().toHours(),
                  0,
                  year)));
    }

    private static Duration minutes(
        ConfigCheck c, String key, @Nullable Integer value, Duration otherwise, int max) {
      return Duration.ofMinutes(
          c.number("rounds." + key, value, (int) otherwise.toMinutes(), 1, max));
    }
  }

  /** Checks everything and fills in defaults. */
  NodeConfig resolve(Path file) {
    ConfigCheck c = new ConfigCheck(file);
    int number = c.number("node", node, null, 1, 3);
    List<Peer> others = peers(c, number);
    return new NodeConfig(
        number,
        c.text("name", name, "node-" + number),
        c.path("data", data, "data"),
        endpoint(c, "rest", rest),
        endpoint(c, "party", party),
        tls(c),
        others,
        c.path("plugins", plugins, "plugins"),
        c.path("scheme", scheme, null),
        c.path("admin_token_file", adminTokenFile, "admin.token"),
        database == null
            ? null
            : new DatabaseConfig(
                c.text("database.url", database.url, null),
                c.text("database.user", database.user, null),
                database.passwordFile == null
                    ? null
                    : c.path("database.password_file", database.passwordFile, null)),
        accept == null ? Acceptance.all() : new Acceptance(accept.leakage, accept.plugins),
        stock == null
            ? null
            : new StockConfig(
                c.path("stock.folder", stock.folder, "stock"),
                c.path("stock.key_file", stock.keyFile, "stock.key"),
                c.number("stock.megabytes", stock.megabytes, 512, 0, 1 << 20)),
        limits == null ? Limits.defaults() : limits(c, limits),
        rounds == null ? RoundsConfig.defaults() : rounds.resolve(c),
        web == null ? null : web.resolve(c, number));
  }

  private static Endpoint endpoint(ConfigCheck c, String key, @Nullable Address a) {
    if (a == null) {
      throw c.missing(key);
    }
    return new Endpoint(
        c.text(key + ".host", a.host, "127.0.0.1"),
        c.number(key + ".port", a.port, null, 0, 65535));
  }

  private TlsFiles tls(ConfigCheck c) {
    if (tls == null) {
      throw c.missing("tls");
    }
    return new TlsFiles(
        c.path("tls.certificate", tls.certificate, null),
        c.path("tls.key", tls.key, null),
        c.path("tls.ca", tls.ca, null));
  }

  private List<Peer> peers(ConfigCheck c, int self) {
    if (peers == null) {
      throw c.missing("peers");
    }
    List<Peer> out =
        IntStream.range(0, peers.size())
            .mapToObj(
                i -> {
                  PeerEntry p = peers.get(i);
                  String key = "peers[" + i + "]";
                  return new Peer(
                      c.number(key + ".node", p.node, null, 1, 3),
                      c.text(key + ".host", p.host, null),
                      c.number(key + ".port", p.port, null, 1, 65535));
                })
            .sorted(Comparator.comparingInt(Peer::node))
            .toList();
    List<Integer> want = IntStream.rangeClosed(1, 3).filter(n -> n != self).boxed().toList();
    if (!out.stream().map(Peer::node).toList().equals(want)) {
      throw c.wrong("peers", "node " + self + " needs exactly the peers " + want);
    }
    return out;
  }

  private static Limits limits(ConfigCheck c, LimitEntries l) {
    Limits d = Limits.defaults();
    return new Limits(
        c.number("limits.max_k", l.maxK, d.maxK(), 1, 100_000),
        c.number("limits.max_picture_bytes", l.maxPictureBytes, d.maxPictureBytes(), 1, 1L << 31),
        c.number("limits.chunk_bytes", l.chunkBytes, d.chunkBytes(), 1024, 64 << 20),
        c.number("limits.max_model_bytes", l.maxModelBytes, d.maxModelBytes(), 1, 1L << 34),
        c.number(
            "limits.max_pictures_per_owner",
            l.maxPicturesPerOwner,
            d.maxPicturesPerOwner(),
            1,
            Integer.MAX_VALUE),
        c.number(
            "limits.max_bytes_per_owner", l.maxBytesPerOwner, d.maxBytesPerOwner(), 1, 1L << 50),
        c.number("limits.deadline_seconds", l.deadlineSeconds, d.deadlineSeconds(), 1, 86_400),
        c.number(
            "limits.concurrent_searches", l.concurrentSearches, d.concurrentSearches(), 1, 10_000),
        c.number("limits.extract_batch", l.extractBatch, d.extractBatch(), 1, 10_000),
        c.number("limits.row_memory_bytes", l.rowMemoryBytes, d.rowMemoryBytes(), 0, 1L << 50));
  }
}
