package io.sharelens.cli.admin;

import io.sharelens.api.ModelInfo;
import io.sharelens.api.ModelVersion;
import io.sharelens.client.AdminClient;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model's versions: list, roll back, import, export. */
final class VersionCommands {
  private VersionCommands() {}

  @Command(
      name = "versions",
      description = "What was published when: parents, origins, figures; newest first.",
      mixinStandardHelpOptions = true)
  static final class Versions extends AdminCall {
    @Override
    void run(AdminClient admin) {
      List<ModelVersion> versions = admin.versions(1);
      print(
          Map.of("versions", versions),
          out -> {
            for (ModelVersion v : versions) {
              out.printf(
                  "%3d  %-9s %-8s %s  from %s  %s  %s %s%n",
                  v.version(),
                  v.state(),
                  v.searched() ? "searched" : "",
                  v.sha256().substring(0, 12),
                  v.parent() == null ? "-" : v.parent().substring(0, 12),
                  v.published(),
                  v.origin(),
                  v.metrics());
            }
          });
    }
  }

  @Command(
      name = "rollback",
      description = {
        "Publishes the model of an earlier version once more, as a new version, at all nodes.",
        "Searches use the present one until all pictures have features of the other."
      },
      mixinStandardHelpOptions = true)
  static final class RollBack extends AdminCall {
    @Option(names = "--to", description = "Version (default: the one before the present model).")
    private @Nullable Integer version;

    @Override
    void run(AdminClient admin) {
      int target = version == null ? before(admin.versions(1)) : version;
      ModelInfo info = admin.rollBack(target);
      print(
          Map.of("restored", target, "version", info.version(), "sha256", info.sha256()),
          out ->
              out.println(
                  "version " + info.version() + " is the model of version " + target + " again"));
    }

    private static int before(List<ModelVersion> versions) {
      for (ModelVersion v : versions) {
        if (!v.sha256().equals(versions.getFirst().sha256())) {
          return v.version();
        }
      }
      throw LensException.user("version-unknown", "there is no earlier model to go back to");
    }
  }

  @Command(
      name = "import",
      description = "Brings a model file to all nodes and keeps it there, unpublished.",
      mixinStandardHelpOptions = true)
  static final class Import extends AdminCall {
    @Parameters(paramLabel = "FILE", description = "A model file (safetensors).")
    private Path file = Path.of("model.safetensors");

    @Override
    void run(AdminClient admin) {
      String id = admin.stageModel(file);
      print(Map.of("sha256", id), out -> out.println("imported " + id));
    }
  }

  @Command(
      name = "export",
      description = "Writes a model as a safetensors file.",
      mixinStandardHelpOptions = true)
  static final class Export extends AdminCall {
    @Parameters(paramLabel = "FILE", description = "File to write.")
    private Path file = Path.of("model.safetensors");

    @Option(names = "--version", description = "Version (default: the newest).")
    private @Nullable Integer number;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    @Override
    void run(AdminClient admin) {
      if (Files.exists(file) && !force) {
        throw LensException.user("file-exists", file + " exists; --force overwrites it");
      }
      ModelVersion chosen =
          admin.versions(1).stream()
              .filter(v -> number == null || v.version() == number)
              .findFirst()
              .orElseThrow(() -> LensException.user("version-unknown", "there is no such version"));
      admin.exportModel(chosen.sha256(), file);
      print(
          Map.of("file", file.toString(), "version", chosen.version(), "sha256", chosen.sha256()),
          out -> out.println(chosen.sha256() + "  " + file));
    }
  }
}
