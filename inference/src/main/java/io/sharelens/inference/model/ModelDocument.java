package io.sharelens.inference.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.List;

/**
 * The JSON text {@code sharelens.model} of a published model.
 *
 * @param format version of this format
 * @param parent sha256, or empty for a first model
 */
record ModelDocument(
    int format,
    LayerGraph graph,
    List<String> categories,
    FixedPointPlan plan,
    String parent,
    TrainingRecord trained) {
  static final int FORMAT = 1;

  static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(Layer.class, LayerTypes.class)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** The names of the layers in the JSON; part of the format. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Conv2d.class, name = "conv"),
    @JsonSubTypes.Type(value = Layer.Relu.class, name = "relu"),
    @JsonSubTypes.Type(value = Layer.MaxPool.class, name = "max-pool"),
    @JsonSubTypes.Type(value = Layer.AveragePool.class, name = "average-pool"),
    @JsonSubTypes.Type(value = Layer.GlobalPool.class, name = "global-pool"),
    @JsonSubTypes.Type(value = Layer.Concat.class, name = "concat"),
    @JsonSubTypes.Type(value = Layer.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Layer.Subsample.class, name = "subsample"),
    @JsonSubTypes.Type(value = Layer.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.BatchNorm.class, name = "batch-norm"),
  })
  private interface LayerTypes {}

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw LensException.internal("bad-model", "cannot write the model: " + e.getMessage());
    }
  }

  static ModelDocument parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("format").asInt() != FORMAT) {
        throw PublishedModel.bad(
            "its format is " + root.path("format") + ", this program reads " + FORMAT);
      }
      return JSON.treeToValue(root, ModelDocument.class);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof LensException inner) {
        throw inner;
      }
      throw PublishedModel.bad("its description is damaged: " + e.getOriginalMessage());
    }
  }
}
