package io.sharelens.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads configuration files: snake_case keys, unknown ones refused, file and key in each error. */
public final class ConfigLoader {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ConfigLoader() {}

  /**
   * Reads a node's configuration.
   *
   * @throws LensException USER {@code bad-config} naming file and key
   */
  public static NodeConfig load(Path file) {
    return read(file, NodeConfigFile.class).resolve(file);
  }

  /**
   * Looks at what a configuration names, without starting anything.
   *
   * @return one sentence for each problem; empty if the node can be started
   */
  public static List<String> check(NodeConfig config) {
    List<String> problems = new ArrayList<>();
    readable(problems, "tls.certificate", config.tls().certificate());
    readable(problems, "tls.key", config.tls().key());
    readable(problems, "tls.ca", config.tls().ca());
    readable(problems, "scheme", config.scheme());
    readable(problems, "admin_token_file", config.adminTokenFile());
    WebConfig web = config.web();
    WebCertificate forBrowsers = web == null ? null : web.tls();
    if (forBrowsers != null) {
      readable(problems, "web.certificate", forBrowsers.certificate());
      readable(problems, "web.key", forBrowsers.key());
    }
    if (!Files.isDirectory(config.plugins())) {
      problems.add("plugins: " + config.plugins() + " is not a folder");
    }
    if (Files.exists(config.data()) && !Files.isWritable(config.data())) {
      problems.add("data: " + config.data() + " cannot be written to");
    }
    return List.copyOf(problems);
  }

  /**
   * Reads any YAML file into a record.
   *
   * @throws LensException USER {@code bad-config} naming file and key
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      T value = YAML.readValue(Files.readAllBytes(file), type);
      if (value == null) {
        throw LensException.user("bad-config", file + " is empty");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw LensException.user(
          "bad-config",
          file
              + ": unknown key '"
              + where(e)
              + "'; known here: "
              + new TreeSet<>(e.getKnownPropertyIds().stream().map(String::valueOf).toList()));
    } catch (JsonProcessingException e) {
      throw LensException.user("bad-config", file + ": " + place(e) + e.getOriginalMessage());
    } catch (IOException e) {
      throw LensException.user("bad-config", "cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void readable(List<String> problems, String key, Path file) {
    if (!Files.isReadable(file)) {
      problems.add(key + ": " + file + " cannot be read");
    }
  }

  private static String place(JsonProcessingException e) {
    String key =
        e instanceof JsonMappingException m && !m.getPath().isEmpty() ? "'" + where(m) + "' " : "";
    String line = e.getLocation() == null ? "" : "(line " + e.getLocation().getLineNr() + ")";
    return (key + line).strip() + ": ";
  }

  private static String where(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference r : e.getPath()) {
      if (r.getIndex() >= 0) {
        path.append('[').append(r.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(r.getFieldName());
      }
    }
    return path.toString();
  }
}
