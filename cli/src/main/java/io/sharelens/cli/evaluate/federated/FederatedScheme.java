package io.sharelens.cli.evaluate.federated;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scheme whose rounds are run as an experiment asks. */
public final class FederatedScheme {
  private static final String AGGREGATOR = "fl-aggregator";

  private FederatedScheme() {}

  /**
   * Writes a scheme with the experiment's options for its aggregator; those that the experiment
   * does not set stay as they are. A round of fewer than all owners opens nothing, and no owner
   * weighs more than the largest has pictures, so that sums keep as many bits as they can.
   *
   * @param base YAML of the scheme to begin with
   * @param parts pictures of each owner
   */
  public static Path write(
      Path base, Path target, Settings settings, List<LabelledPictures> parts) {
    int largest = parts.stream().mapToInt(LabelledPictures::size).max().orElse(1);
    String owners = String.valueOf(parts.size());
    SchemeFile scheme = SchemeFile.read(base);
    SchemeFile.Choice given = scheme.aggregator();
    Map<String, String> options = new TreeMap<>();
    if (given != null) {
      options.putAll(given.config().options());
    }
    options.put("min-owners", owners);
    options.put("max-owners", owners);
    options.put("max-pictures", String.valueOf(largest));
    options.put("local-epochs", String.valueOf(settings.localEpochs()));
    options.put("batch", String.valueOf(settings.batch()));
    options.put("rate", String.valueOf(settings.rate()));
    options.put("momentum", String.valueOf(settings.momentum()));
    options.put("weight-decay", String.valueOf(settings.weightDecay()));
    options.put("proximal", String.valueOf(settings.proximal()));
    SchemeFile federated =
        new SchemeFile(
            scheme.name(),
            scheme.parties(),
            scheme.backbone(),
            scheme.comparison(),
            scheme.index(),
            scheme.ranking(),
            new SchemeFile.Choice(given == null ? AGGREGATOR : given.plugin(), options),
            null);
    try {
      Files.writeString(target, new YAMLMapper().writeValueAsString(federated));
      return target;
    } catch (IOException e) {
      throw LensException.resources("no-disk", target + " cannot be written: " + e, e);
    }
  }
}
