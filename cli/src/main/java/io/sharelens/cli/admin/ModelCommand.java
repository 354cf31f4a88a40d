package io.sharelens.cli.admin;

import io.sharelens.api.ModelEntry;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.SchemeOption;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.model.ModelMaker;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.AdminClient;
import io.sharelens.client.ModelOwnerClient;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.importer.WeightImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Model files: make, publish, list. */
@Command(
    name = "model",
    description = "Makes, publishes, rolls back, imports and exports models.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelCommand.Create.class,
      ModelCommand.Publish.class,
      ModelCommand.Show.class,
      ModelGraphCommand.class,
      SplitCommands.Split.class,
      SplitCommands.Describe.class,
      VersionCommands.Versions.class,
      VersionCommands.RollBack.class,
      VersionCommands.Import.class,
      VersionCommands.Export.class
    })
final class ModelCommand {

  @Command(
      name = "create",
      description = {
        "Makes a model file from a scheme's backbone, with He-random or imported weights.",
        "Imported convolutions get a fresh, normally distributed head for the categories;",
        "with --keep-head they keep the file's."
      },
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The model file to write.")
    private Path file = Path.of("model.safetensors");

    @Mixin private SchemeOption scheme = new SchemeOption();

    @Option(names = "--size", description = "Input size (default: the backbone's usual one).")
    private int size;

    @Option(names = "--categories", split = ",", description = "Ordered class list.")
    private List<String> categories = List.of();

    @Option(names = "--import", description = "Weights: .safetensors, .pth or .th.")
    private @Nullable Path weights;

    @Option(
        names = "--keep-head",
        description = "Import the file's head too; --categories names its classes.")
    private boolean keepHead;

    @Option(
        names = "--calibrate",
        description = "Class folders whose pictures the fixed-point plan has to hold.")
    private @Nullable Path calibrate;

    @Option(
        names = "--like",
        paramLabel = "FILE",
        description = {
          "A model whose outsourced pictures this one shall take: the same size and encoding,",
          "so that a deployment can switch between them without the owners."
        })
    private @Nullable Path like;

    @Option(names = "--seed", description = "Seed of random weights (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() {
      if (keepHead && weights == null) {
        throw LensException.user("bad-option", "--keep-head does nothing without --import");
      }
      LabelledPictures pictures = calibrate == null ? null : LabelledPictures.read(calibrate);
      ModelMaker maker = maker(pictures);
      Map<String, FloatTensor> first = maker.randomWeights(seed);
      TrainingRecord record = TrainingRecord.untrained();
      if (weights != null) {
        WeightImporter.Imported imported =
            keepHead ? maker.importedWithHead(weights) : maker.imported(weights, seed);
        first = imported.weights();
        spec.commandLine().getErr().println("not in the file: " + imported.fresh());
        record = new TrainingRecord("imported", 0, 0, String.valueOf(weights.getFileName()));
      }
      PublishedModel model = maker.publishable(first, pictures, record);
      model.write(file);
      spec.commandLine().getOut().println(model.sha256() + "  " + file);
      spec.commandLine().getOut().flush();
      return 0;
    }

    private ModelMaker like(ModelMaker maker, @Nullable PublishedModel other) {
      if (other == null) {
        return maker;
      }
      if (!other.graph().preprocessing().equals(maker.graph().preprocessing())) {
        spec.commandLine()
            .getErr()
            .println(
                "note: pictures are normalised as for "
                    + like
                    + ", which is not what weights for a "
                    + maker.graph().name()
                    + " usually expect; train it on with them");
      }
      return maker.like(other);
    }

    private ModelMaker maker(@Nullable LabelledPictures pictures) {
      try (TemporaryFolder folder = new TemporaryFolder("sharelens-scheme")) {
        Distribution here = Distribution.here();
        return maker(here, scheme.yaml(here, folder.path()), pictures);
      }
    }

    private ModelMaker maker(Distribution here, Path yaml, @Nullable LabelledPictures pictures) {
      PublishedModel other = like == null ? null : PublishedModel.read(like);
      int side = size == 0 && other != null ? other.graph().preprocessing().size() : size;
      if (keepHead && weights != null) {
        return like(ModelMaker.classifier(here, yaml, side, weights, categories), other);
      }
      List<String> names =
          !categories.isEmpty()
              ? categories
              : pictures != null
                  ? pictures.categories()
                  : other != null ? other.categories() : List.of("first", "second");
      return like(ModelMaker.of(here, yaml, side, names), other);
    }
  }

  @Command(
      name = "publish",
      description = "Brings a model file to all nodes and publishes it: at all or at none.",
      mixinStandardHelpOptions = true)
  static final class Publish extends AdminCall {
    @Parameters(
        paramLabel = "FILE|DIR|SHA256",
        description = {
          "A model file, a folder that 'split' wrote, or the SHA-256 of an imported model.",
          "From a folder every node gets the manifest and its own part alone."
        })
    private String model = "model.safetensors";

    @Override
    void run(AdminClient admin) {
      if (Files.isDirectory(Path.of(model))) {
        try (ModelOwnerClient owner = ModelOwnerClient.open(deployment())) {
          String id = owner.publish(Path.of(model), (node, what) -> progress(node + " " + what));
          print(
              Map.of("sha256", id, "published", true, "split", true),
              out -> out.println("published " + id));
        }
        return;
      }
      String id = model.matches("[0-9a-f]{64}") ? model : staged(admin, Path.of(model));
      admin.publishModel(id);
      print(Map.of("sha256", id, "published", true), out -> out.println("published " + id));
    }

    private static String staged(AdminClient admin, Path file) {
      List<String> categories = PublishedModel.read(file).categories();
      List<String> wanted = admin.infos().getFirst().categories();
      if (!wanted.isEmpty() && !wanted.equals(categories)) {
        throw LensException.user(
            "categories-differ",
            "the model's categories " + categories + " are not the platform's " + wanted);
      }
      return admin.stageModel(file);
    }
  }

  @Command(name = "list", description = "Models at node 1.", mixinStandardHelpOptions = true)
  static final class Show extends AdminCall {
    @Override
    void run(AdminClient admin) {
      List<ModelEntry> models = admin.models(1);
      print(Map.of("models", models), out -> models.forEach(out::println));
    }
  }
}
