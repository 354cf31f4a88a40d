package io.sharelens.cli.bench;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.model.ModelMaker;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.ExtensionRegistry;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.spi.ComparisonFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A scheme with other plugins in some places, as a file for the parties.
 *
 * @param yaml its file
 * @param file what stands in it
 */
public record BenchScheme(Path yaml, SchemeFile file) {
  /**
   * Writes the variant. Another comparison brings its number of parties along.
   *
   * @param here where plugins are
   * @param base the scheme to change
   * @param comparison plugin; null: the scheme's
   * @param backbone plugin, with or without {@code model-}; null: the scheme's
   * @param weights {@code public} or {@code shared}; null: as in the scheme
   * @param folder where its file goes
   */
  public static BenchScheme write(
      Distribution here,
      SchemeFile base,
      @Nullable String comparison,
      @Nullable String backbone,
      @Nullable String weights,
      Path folder) {
    String model =
        backbone == null
            ? base.backbone().plugin()
            : backbone.startsWith("model-") ? backbone : "model-" + backbone;
    boolean same = model.equals(base.backbone().plugin());
    // The average-pool head is small, and heads are not measured.
    var options = new TreeMap<String, String>();
    if (same) {
      options.putAll(base.backbone().config().options());
    }
    if (model.equals("model-vgg11")) {
      options.put("head", "average");
    }
    SchemeFile changed =
        new SchemeFile(
            base.name(),
            comparison == null ? base.parties() : parties(here, comparison),
            new SchemeFile.Choice(model, options),
            comparison == null ? base.comparison() : new SchemeFile.Choice(comparison, null),
            base.index(),
            base.ranking(),
            base.aggregator(),
            weights == null ? base.weights() : weights);
    return written(changed, folder);
  }

  private static int parties(Distribution here, String comparison) {
    return Distribution.withPlugins(
        here.plugins(),
        host ->
            new ExtensionRegistry<>("comparison", ComparisonFactory.class, host)
                .get(comparison)
                .extension()
                .traits()
                .parties());
  }

  /**
   * As a scheme for training together in full size: VGG11 with the head of the published weights.
   *
   * @param base whose aggregation is taken, else the usual one
   */
  public static BenchScheme federated(SchemeFile base, Path folder) {
    SchemeFile.Choice sum = base.aggregator();
    return written(
        new SchemeFile(
            base.name(),
            base.parties(),
            new SchemeFile.Choice("model-vgg11", Map.of("head", "classic")),
            base.comparison(),
            base.index(),
            base.ranking(),
            sum == null ? new SchemeFile.Choice("fl-aggregator", null) : sum,
            null),
        folder);
  }

  private static BenchScheme written(SchemeFile changed, Path folder) {
    try {
      // JSON is YAML.
      Path yaml = Files.createTempFile(folder, "scheme", ".yaml");
      Files.writeString(yaml, JsonOutput.text(changed));
      return new BenchScheme(yaml, changed);
    } catch (IOException e) {
      throw LensException.resources("no-disk", "a scheme cannot be written: " + e, e);
    }
  }

  /**
   * A model with drawn weights, equal at each call.
   *
   * @param size height and width of pictures
   * @param folder where its file goes, and its parts where weights are shared
   * @return the model's file, or the manifest of a split one
   */
  public Path model(Distribution here, int size, Path folder) {
    String name = file.backbone().plugin() + "-" + size;
    Path whole = folder.resolve(name + ".safetensors");
    if (!Files.exists(whole)) {
      ModelMaker maker = ModelMaker.of(here, yaml, size, List.of("first", "second"));
      maker.publishable(maker.randomWeights(1), null, TrainingRecord.untrained()).write(whole);
    }
    return file.sharedWeights() ? split(whole, folder.resolve(name + "-split")) : whole;
  }

  private static Path split(Path whole, Path folder) {
    Path manifest = ModelSplitter.manifestFile(folder);
    if (!Files.exists(manifest)) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw LensException.resources("no-disk", folder + " cannot be made: " + e, e);
      }
      ModelSplitter.split(PublishedModel.read(whole), folder, new SecureRandom());
    }
    return manifest;
  }
}
