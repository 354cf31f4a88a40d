package io.sharelens.cli.owner;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.model.ModelMaker;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plain local training, so that a first model exists. */
@Command(
    name = "train",
    description = {
      "Trains the backbone on this machine's class folders and writes a model file that an",
      "administrator can publish. Nothing is sent anywhere."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of class folders.")
  private Path folder = Path.of(".");

  @Option(names = "--epochs", description = "Passes over the pictures (default: 10).")
  private int epochs = 10;

  @Option(names = "--out", description = "Model file to write (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("model.safetensors");

  @Option(names = "--from", description = "Model file to go on from (default: He-random).")
  private @Nullable Path from;

  @Option(names = "--scheme", description = "Scheme (default: ${DEFAULT-VALUE}).")
  private String scheme = Distribution.DEFAULT_SCHEME;

  @Option(names = "--size", description = "Input size (default: the backbone's usual one).")
  private int size;

  @Option(names = "--seed", description = "Seed of first weights (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (epochs < 1) {
      throw LensException.user("bad-option", "--epochs must be at least 1");
    }
    Progress progress = Progress.stderr();
    Distribution here = Distribution.here();
    LabelledPictures pictures = LabelledPictures.read(folder);
    PublishedModel parent = from == null ? null : PublishedModel.read(from);
    ModelMaker maker =
        parent == null
            ? ModelMaker.of(here, here.scheme(scheme), size, pictures.categories())
            : ModelMaker.of(parent);
    if (parent != null && !parent.categories().equals(pictures.categories())) {
      throw LensException.user(
          "categories-differ",
          "the model's categories " + parent.categories() + " are not the folders'");
    }
    Map<String, FloatTensor> start = parent == null ? maker.randomWeights(seed) : parent.weights();
    PublishedModel model =
        maker.trained(start, parent == null ? null : parent.sha256(), pictures, epochs, progress);
    model.write(file);
    if (json) {
      JsonOutput.print(
          spec.commandLine().getOut(),
          Map.of("model", file.toString(), "sha256", model.sha256(), "pictures", pictures.size()));
    } else {
      spec.commandLine().getOut().println(model.sha256() + "  " + file);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
