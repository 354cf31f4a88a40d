package io.sharelens.owner.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.round.TrainingLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The YAML behind an {@link AgentConfig}: paths relative to the file, everything but {@code
 * deployment} and {@code pictures} with a default, unknown keys refused.
 */
public record AgentConfigFile(
    @Nullable String deployment,
    @Nullable String pictures,
    @Nullable String state,
    @Nullable Training training,
    @Nullable Policy policy,
    @Nullable Watch watch,
    @Nullable JsonNode page) {
  /** A file with every key and its default. */
  public static final String EXAMPLE =
      """
      deployment: deployment.yaml      # nodes, authority, this owner's tokens
      pictures: pictures               # kept outsourced; folders named like categories are trained on
      state: owner-state               # ids, uploads, rounds: for one agent; keep it private
      training:                        # at most; a round may wish for less
        max_epochs: 10
        max_batch: 64
        max_pictures: 20000
        warm_up_epochs: 0
        threads: 1
        max_model_mb: 1024
        accept_new_architecture: false # layers other than those of the first model
        keep_local_models: false       # in the state folder, by round
      policy:                          # beats the platform's wishes
        rounds_per_day: 4
        min_owners: 3                  # fewest owners that hide this one's update
        cpu_percent: 100
        paused: false
        pause_hours: []                # for example ["08:00-18:00"], local time
        request_after: 0               # new pictures after which a round is asked for; 0: never
      watch:
        settle_seconds: 5
        walk_minutes: 10
        look_seconds: 15
        delete_missing: true
        most_deletions_percent: 20     # more at once wait for ./sharelens owner confirm-deletions
      page:                            # for a browser on this machine; "page: off" for none
        host: 127.0.0.1
        port: 8490                     # where it is taken, and for 0, any free one
      """;

  /** Of {@code policy.rounds_per_day}. */
  static final int MOST_ROUNDS = 100_000;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  record Training(
      @Nullable Integer maxEpochs,
      @Nullable Integer maxBatch,
      @Nullable Integer maxPictures,
      @Nullable Double warmUpEpochs,
      @Nullable Integer threads,
      @Nullable Integer maxModelMb,
      @Nullable Boolean acceptNewArchitecture,
      @Nullable Boolean keepLocalModels) {}

  record Policy(
      @Nullable Integer roundsPerDay,
      @Nullable Integer minOwners,
      @Nullable Integer cpuPercent,
      @Nullable Boolean paused,
      @Nullable List<String> pauseHours,
      @Nullable Integer requestAfter) {}

  record Watch(
      @Nullable Double settleSeconds,
      @Nullable Double walkMinutes,
      @Nullable Double lookSeconds,
      @Nullable Boolean deleteMissing,
      @Nullable Integer mostDeletionsPercent) {}

  record Page(@Nullable String host, @Nullable Integer port) {}

  /** USER {@code bad-config} naming file and key. */
  static AgentConfig read(Path yaml) {
    if (!Files.isRegularFile(yaml)) {
      throw LensException.user(
          "bad-config",
          "there is no file " + yaml + "; ./sharelens owner run --example prints one");
    }
    try {
      AgentConfigFile file = YAML.readValue(Files.readAllBytes(yaml), AgentConfigFile.class);
      if (file == null) {
        throw LensException.user("bad-config", "it is empty");
      }
      return file.resolve(yaml);
    } catch (UnrecognizedPropertyException e) {
      throw bad(
          yaml,
          "unknown key '%s'; known here: %s"
              .formatted(
                  e.getPropertyName(),
                  String.join(
                      ", ",
                      new TreeSet<>(
                          e.getKnownPropertyIds().stream().map(String::valueOf).toList()))));
    } catch (JsonProcessingException e) {
      throw bad(yaml, String.valueOf(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new LensException(ErrorKind.USER, "bad-config", yaml + " cannot be read: " + e, e);
    } catch (LensException e) {
      throw bad(yaml, String.valueOf(e.getMessage()));
    }
  }

  private AgentConfig resolve(Path yaml) throws JsonProcessingException {
    Training t =
        training != null ? training : new Training(null, null, null, null, null, null, null, null);
    Policy p = policy != null ? policy : new Policy(null, null, null, null, null, null);
    Watch w = watch != null ? watch : new Watch(null, null, null, null, null);
    TrainingLimits limits =
        new TrainingLimits(
            in("training.max_epochs", t.maxEpochs(), 10, 1, 10_000),
            in("training.max_batch", t.maxBatch(), 64, 1, 1 << 16),
            in("training.max_pictures", t.maxPictures(), 20_000, 1, Integer.MAX_VALUE),
            number("training.warm_up_epochs", t.warmUpEpochs(), 0, 0, 1000),
            in("policy.min_owners", p.minOwners(), 3, 2, 1000),
            (long) in("training.max_model_mb", t.maxModelMb(), 1024, 1, 2047) << 20);
    return new AgentConfig(
        path(yaml, "deployment", deployment),
        path(yaml, "pictures", pictures),
        yaml.toAbsolutePath().resolveSibling(state == null ? "owner-state" : state),
        new AgentConfig.Training(
            limits,
            in("training.threads", t.threads(), 1, 1, 1024),
            Boolean.TRUE.equals(t.keepLocalModels()),
            Boolean.TRUE.equals(t.acceptNewArchitecture())),
        new AgentConfig.Policy(
            in("policy.rounds_per_day", p.roundsPerDay(), 4, 0, MOST_ROUNDS),
            in("policy.cpu_percent", p.cpuPercent(), 100, 1, 100),
            Boolean.TRUE.equals(p.paused()),
            (p.pauseHours() == null ? List.<String>of() : p.pauseHours())
                .stream().map(PauseHours::parse).toList(),
            in("policy.request_after", p.requestAfter(), 0, 0, Integer.MAX_VALUE)),
        new AgentConfig.Watch(
            seconds(number("watch.settle_seconds", w.settleSeconds(), 5, 0, 3600)),
            seconds(60 * number("watch.walk_minutes", w.walkMinutes(), 10, 0.01, 1440)),
            seconds(number("watch.look_seconds", w.lookSeconds(), 15, 0.1, 3600)),
            !Boolean.FALSE.equals(w.deleteMissing()),
            in("watch.most_deletions_percent", w.mostDeletionsPercent(), 20, 0, 100)),
        resolvePage());
  }

  /** {@code off}, nothing at all, or a section. */
  private AgentConfig.@Nullable Page resolvePage() throws JsonProcessingException {
    JsonNode node = page;
    if (node != null && Set.of("off", "false").contains(node.asText())) {
      return null;
    }
    boolean usual = node == null || node.isNull() || Set.of("on", "true").contains(node.asText());
    if (node != null && !usual && !node.isObject()) {
      throw LensException.user("bad-config", "page must be off, or have host and port");
    }
    Page p = usual || node == null ? new Page(null, null) : YAML.treeToValue(node, Page.class);
    String host = p.host() == null ? "127.0.0.1" : p.host();
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return new AgentConfig.Page(host, in("page.port", p.port(), 8490, 0, 65_535));
      }
    } catch (UnknownHostException e) {
      // Said below.
    }
    throw LensException.user(
        "bad-config",
        "page.host must be a loopback address like 127.0.0.1, not "
            + host
            + ": the page may see and end what is outsourced");
  }

  private static Path path(Path yaml, String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw LensException.user("bad-config", key + " is missing");
    }
    return yaml.toAbsolutePath().resolveSibling(value);
  }

  private static int in(String key, @Nullable Integer value, int otherwise, int from, int to) {
    return (int) number(key, value, otherwise, from, to);
  }

  private static double number(
      String key, @Nullable Number value, double otherwise, double from, double to) {
    double v = value == null ? otherwise : value.doubleValue();
    if (!(v >= from && v <= to)) {
      throw LensException.user(
          "bad-config", "%s must be from %s to %s, not %s".formatted(key, from, to, value));
    }
    return v;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  private static LensException bad(Path yaml, String why) {
    return LensException.user("bad-config", yaml + ": " + why);
  }
}
