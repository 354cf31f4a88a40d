package io.sharelens.node.scheme;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.spi.PluginConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as its YAML says it: one plugin for each place, with options.
 *
 * @param name of the scheme
 * @param parties computing parties, 2 or 3
 * @param backbone model architecture
 * @param comparison comparison protocol
 * @param index feature index
 * @param ranking how the k best are found
 * @param aggregator how owners' updates become a new model; null for a scheme without rounds
 * @param weights {@value #SHARED} where no server knows the model's weights; null (or in YAML
 *     {@code public}, or nothing) where all do
 */
public record SchemeFile(
    String name,
    int parties,
    Choice backbone,
    Choice comparison,
    Choice index,
    Choice ranking,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Choice aggregator,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String weights) {
  /** {@link #weights} where no server knows the model's weights. */
  public static final String SHARED = "shared";

  /** {@link #weights} where all servers know the model's weights. */
  public static final String PUBLIC = "public";

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .build();

  public SchemeFile {
    need("name", name);
    need("backbone", backbone);
    need("comparison", comparison);
    need("index", index);
    need("ranking", ranking);
    // Both spellings of the usual case have one digest.
    weights = PUBLIC.equals(weights) ? null : weights;
    if (weights != null && !weights.equals(SHARED)) {
      throw LensException.user(
          "bad-scheme", "'weights' is " + PUBLIC + " or " + SHARED + ", not '" + weights + "'");
    }
  }

  /** Whether no server knows the model's weights. */
  public boolean sharedWeights() {
    return weights != null;
  }

  /** A plugin's extension by name, with its options. */
  public record Choice(String plugin, @Nullable Map<String, String> options) {
    public Choice {
      need("plugin", plugin);
      options = options == null ? Map.of() : new TreeMap<>(options);
    }

    public PluginConfig config() {
      return new PluginConfig(plugin, options == null ? Map.of() : options);
    }
  }

  /**
   * @throws LensException USER {@code bad-scheme} with the cause
   */
  public static SchemeFile read(Path yaml) {
    try {
      return parse(Files.readString(yaml), yaml.getFileName().toString());
    } catch (IOException e) {
      throw bad(yaml.toString(), "cannot be read", e);
    }
  }

  /** As {@link #read}; {@code source} names the text in errors. */
  public static SchemeFile parse(String yaml, String source) {
    try {
      SchemeFile s = YAML.readValue(yaml, SchemeFile.class);
      if (s != null) {
        return s;
      }
      throw bad(source, "is empty", null);
    } catch (IOException e) {
      throw bad(source, e.getMessage(), e);
    }
  }

  /** As {@link #parse} reads it. */
  public String yaml() {
    try {
      return YAML.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw LensException.internal("bad-scheme", "cannot write the scheme " + name + ": " + e);
    }
  }

  /** The same with other plugins in some places. */
  public SchemeFile with(Choice backbone, Choice comparison, Choice index, Choice ranking) {
    return new SchemeFile(name, parties, backbone, comparison, index, ranking, aggregator, weights);
  }

  /** The same under another name. */
  public SchemeFile named(String other) {
    return new SchemeFile(
        other, parties, backbone, comparison, index, ranking, aggregator, weights);
  }

  /** SHA-256 of the canonical form: equal at nodes whose schemes mean the same. */
  public String digest() {
    return CanonicalJson.digest(this);
  }

  private static void need(String key, @Nullable Object value) {
    if (value == null) {
      throw LensException.user("bad-scheme", "a scheme needs '" + key + "'");
    }
  }

  private static LensException bad(String source, @Nullable String why, @Nullable Exception e) {
    return new LensException(ErrorKind.USER, "bad-scheme", "scheme " + source + ": " + why, e);
  }
}
