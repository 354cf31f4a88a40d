package io.sharelens.cli.admin;

import io.sharelens.api.ModelPart;
import io.sharelens.cli.output.ReportingCommand;
import io.sharelens.client.AdminClient;
import io.sharelens.client.ModelOwnerClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models whose weights no node knows. */
final class SplitCommands {
  private SplitCommands() {}

  @Command(
      name = "split",
      description = {
        "Splits a model's weights into three parts, one for each node, and writes a manifest that",
        "nodes may know. Runs here alone; any two of the parts together are the weights."
      },
      mixinStandardHelpOptions = true)
  static final class Split extends ReportingCommand {
    @Parameters(paramLabel = "FILE", description = "A model file (safetensors).")
    private Path file = Path.of("model.safetensors");

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Folder to write to (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("split");

    @Override
    public Integer call() {
      PublishedModel manifest =
          ModelSplitter.split(PublishedModel.read(file), folder, new SecureRandom());
      SplitManifest split = manifest.split().orElseThrow();
      print(
          Map.of(
              "sha256",
              manifest.sha256(),
              "split",
              split.id(),
              "words",
              split.words(),
              "folder",
              folder.toString()),
          out -> {
            out.println(manifest.sha256() + "  " + ModelSplitter.manifestFile(folder));
            for (int n = 1; n <= SplitManifest.PARTS; n++) {
              out.println(
                  "part " + n + " for node " + n + "  " + ModelSplitter.partFile(folder, n));
            }
            out.println("keep " + folder + " as secret as " + file);
          });
      return 0;
    }
  }

  @Command(
      name = "show",
      description = {
        "Describes a model or a manifest. Of a split model that the nodes have, it says which of",
        "them have their part."
      },
      mixinStandardHelpOptions = true)
  static final class Describe extends ReportingCommand {
    @Parameters(
        paramLabel = "SHA256|FILE|DIR",
        arity = "0..1",
        description = "A model at node 1 (default: the published one), or one that lies here.")
    private @Nullable String model;

    @Option(
        names = "--config",
        description = "Deployment file, for a model at the nodes (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("admin.yaml");

    @Override
    public Integer call() {
      String given = model;
      if (given == null || given.matches("[0-9a-f]{64}")) {
        PublishedModel found = remote(given);
        report(found, found.split().isPresent() ? parts(found.sha256()) : List.of());
      } else {
        Path file = Path.of(given);
        report(
            PublishedModel.read(Files.isDirectory(file) ? ModelSplitter.manifestFile(file) : file),
            List.of());
      }
      return 0;
    }

    private void report(PublishedModel found, List<ModelPart> parts) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("sha256", found.sha256());
      report.put("graph", found.graph().name());
      report.put("size", found.graph().preprocessing().size());
      report.put("feature", found.plan().feature().dimension());
      report.put("categories", found.categories());
      report.put("origin", found.trained().origin());
      SplitManifest split = found.split().orElse(null);
      report.put("weights", split == null ? "public" : "split");
      if (split != null) {
        report.put("split", split.id());
        report.put("words", split.words());
      }
      if (!parts.isEmpty()) {
        report.put("parts", parts);
      }
      print(
          report,
          out -> {
            report.forEach(
                (key, value) -> {
                  if (!key.equals("parts")) {
                    out.printf("%-11s %s%n", key, value);
                  }
                });
            parts.forEach(
                p ->
                    out.printf(
                        "node %d      %s%n", p.node(), p.here() ? "has its part" : "has no part"));
          });
    }

    private PublishedModel remote(@Nullable String sha256) {
      try (AdminClient admin = AdminClient.open(Deployment.read(config))) {
        return admin.model(
            sha256 != null
                ? sha256
                : admin.versions(1).stream()
                    .findFirst()
                    .orElseThrow(() -> LensException.user("no-model", "no model is published"))
                    .sha256());
      }
    }

    private List<ModelPart> parts(String sha256) {
      try (ModelOwnerClient owner = ModelOwnerClient.open(Deployment.read(config))) {
        return owner.parts(sha256);
      }
    }
  }
}
