package io.sharelens.client.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.transport.BearerToken;
import io.sharelens.client.transport.NodeAddress;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The YAML behind a {@link Deployment}. Paths are relative to the file; unknown keys are refused.
 *
 * <pre>{@code
 * ca: ca.pem
 * nodes:
 *   - {node: 1, url: "https://alpha.example:8441", token_file: alice.node1.token}
 *   - {node: 2, url: "https://beta.example:8441", token_file: alice.node2.token}
 *   - {node: 3, url: "https://gamma.example:8441"}
 * }</pre>
 *
 * <p>Instead of {@code token_file}: {@code token} with the token itself, or {@code token_env} with
 * the name of an environment variable. Optional: {@code deadline_seconds} (of a search, 300),
 * {@code cache} (folder for models), {@code max_picture_bytes}, {@code max_picture_pixels}.
 */
final class DeploymentFile {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private DeploymentFile() {}

  record Document(
      @Nullable List<Entry> nodes,
      @Nullable String ca,
      @JsonProperty("deadline_seconds") @Nullable Integer deadlineSeconds,
      @Nullable String cache,
      @JsonProperty("max_picture_bytes") @Nullable Long maxPictureBytes,
      @JsonProperty("max_picture_pixels") @Nullable Long maxPicturePixels) {}

  record Entry(
      int node,
      @Nullable String url,
      @Nullable String token,
      @JsonProperty("token_file") @Nullable String tokenFile,
      @JsonProperty("token_env") @Nullable String tokenEnv) {}

  static Deployment read(Path yaml) {
    if (!Files.isRegularFile(yaml)) {
      throw LensException.user(
          "bad-deployment", "there is no deployment file " + yaml + "; name one with --config");
    }
    Document document;
    try {
      document = MAPPER.readValue(Files.readAllBytes(yaml), Document.class);
    } catch (IOException e) {
      throw new LensException(
          ErrorKind.USER, "bad-deployment", yaml + " is no deployment file: " + e.getMessage(), e);
    }
    if (document == null || document.nodes() == null) {
      throw bad(yaml, "it names no nodes");
    }
    PictureLimits standard = PictureLimits.standard();
    return new Deployment(
        nodes(yaml, document.nodes()),
        document.ca() == null ? null : yaml.resolveSibling(document.ca()),
        Duration.ofSeconds(positive(yaml, "deadline_seconds", document.deadlineSeconds(), 300)),
        document.cache() == null ? defaultCache() : yaml.resolveSibling(document.cache()),
        new PictureLimits(
            positive(yaml, "max_picture_bytes", document.maxPictureBytes(), standard.maxBytes()),
            positive(
                yaml, "max_picture_pixels", document.maxPicturePixels(), standard.maxPixels())));
  }

  private static List<NodeAddress> nodes(Path yaml, List<Entry> entries) {
    List<NodeAddress> nodes = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      int wanted = number;
      List<Entry> found = entries.stream().filter(e -> e.node() == wanted).toList();
      if (found.size() != 1) {
        throw bad(yaml, "it names node " + number + " " + found.size() + " times, not once");
      }
      nodes.add(node(yaml, found.getFirst()));
    }
    if (entries.size() != 3) {
      throw bad(yaml, "nodes are numbered 1, 2 and 3");
    }
    return nodes;
  }

  private static NodeAddress node(Path yaml, Entry entry) {
    String url = entry.url() == null ? "" : entry.url();
    if (!url.toLowerCase(Locale.ROOT).startsWith("https://")) {
      throw bad(yaml, "the url of node " + entry.node() + " does not begin with https://");
    }
    try {
      return new NodeAddress(entry.node(), URI.create(url), token(yaml, entry));
    } catch (IllegalArgumentException e) {
      throw bad(yaml, "the url of node " + entry.node() + " is malformed");
    }
  }

  private static @Nullable BearerToken token(Path yaml, Entry entry) {
    int given = 0;
    String token = null;
    if (entry.token() != null) {
      given++;
      token = entry.token();
    }
    if (entry.tokenFile() != null) {
      given++;
      Path file = yaml.resolveSibling(entry.tokenFile());
      try {
        token = Files.readString(file);
      } catch (IOException e) {
        throw bad(yaml, "the token of node " + entry.node() + " cannot be read from " + file);
      }
    }
    if (entry.tokenEnv() != null) {
      given++;
      token = System.getenv(entry.tokenEnv());
      if (token == null) {
        throw bad(yaml, "the environment has no " + entry.tokenEnv());
      }
    }
    if (given > 1) {
      throw bad(
          yaml, "node " + entry.node() + " has more than one of token, token_file, token_env");
    }
    return token == null ? null : new BearerToken(token);
  }

  private static long positive(Path yaml, String key, @Nullable Number value, long otherwise) {
    if (value != null && value.longValue() <= 0) {
      throw bad(yaml, key + " must be positive");
    }
    return value == null ? otherwise : value.longValue();
  }

  private static Path defaultCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("sharelens");
  }

  private static LensException bad(Path yaml, String why) {
    return LensException.user("bad-deployment", yaml + ": " + why);
  }
}
