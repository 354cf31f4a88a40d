package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.SearchClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.outsource.PictureMap;
import io.sharelens.owner.photos.PictureGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The paper's two-server scheme becomes the three-server scheme with a split model, and is itself
 * again, by commands of an administrator, with node processes and without the owner.
 */
final class SwitchIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final int PICTURES = 6;

  @TempDir private Path folder;

  @Test
  void twoServersBecomeThreeWithASplitModelAndTwoAgain() throws Exception {
    var distribution = new io.sharelens.cli.local.Distribution(Distribution.HOME);
    DeploymentPlan plan =
        DeploymentPlan.loopback(
            folder.resolve("nodes"), distribution.scheme("flsir"), distribution.plugins());
    try (LocalDeployment nodes =
            LocalDeployment.start(distribution, plan.withMaxK(5), "1g", Progress.stderr());
        AdminClient admin = nodes.admin()) {
      String config = nodes.folder().resolve("admin.yaml").toString();
      String first = folder.resolve("first.safetensors").toString();
      String second = folder.resolve("second.safetensors").toString();
      String split = folder.resolve("split").toString();
      done("admin", "categories", "set", "--config", config, "a", "b");
      done(
          "admin",
          "model",
          "create",
          first,
          "--scheme",
          "flsir",
          "--size",
          "32",
          "--categories",
          "a,b");
      done("admin", "model", "publish", "--config", config, first);
      Path picture = outsource(nodes, admin);
      String id = found(nodes, picture);

      String depth = "model-resnet-split:depth=20";
      done(
          "admin",
          "model",
          "create",
          second,
          "--scheme",
          "ppir-split",
          "--backbone",
          depth,
          "--like",
          first);
      done("admin", "model", "split", second, "--out", split);
      done(
          "admin",
          "scheme",
          "set",
          "ppir-split",
          "--backbone",
          depth,
          "--model",
          split,
          "--config",
          config);

      assertThat(admin.infos()).allMatch(i -> i.parties() == 3 && i.epoch().pictures() == PICTURES);
      assertThat(found(nodes, picture)).isEqualTo(id);
      Distribution.Result refused =
          Distribution.run(
              PATIENCE,
              "admin",
              "scheme",
              "set",
              "fast",
              "--ranking",
              "masked-affine",
              "--config",
              config);
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.err()).contains("squeezenet").doesNotContain("Exception");
      assertThat(admin.infos()).allMatch(i -> i.parties() == 3);

      done("admin", "scheme", "set", "flsir", "--config", config);

      assertThat(admin.infos())
          .allMatch(i -> i.scheme().equals("flsir") && i.epoch().pictures() == PICTURES);
      assertThat(found(nodes, picture)).isEqualTo(id);
    }
  }

  private Path outsource(LocalDeployment nodes, AdminClient admin) throws IOException {
    Path owner = nodes.account(admin, "ann", "owner");
    nodes.account(admin, "uma", "user");
    admin.grant("uma", "ann");
    Path pictures =
        new PictureGenerator(48, 40, 9).write(folder.resolve("pictures"), PICTURES / 2, 2);
    try (OwnerClient client = OwnerClient.open(Deployment.read(owner), folder.resolve("ann"));
        FolderOutsourcer outsourcer = new FolderOutsourcer(client, folder.resolve("ann"))) {
      outsourcer.run(pictures, false, p -> {});
      admin.awaitIndexed(PICTURES, PATIENCE, s -> {});
      Path picture = pictures.resolve("class-01/picture-000.png");
      assertThat(outsourcer.map().find(picture).map(PictureMap.Entry::id)).isPresent();
      return picture;
    }
  }

  /** What is nearest to a stored picture: itself, bit for bit. */
  private static String found(LocalDeployment nodes, Path picture) throws IOException {
    try (SearchClient user =
            SearchClient.open(Deployment.read(nodes.folder().resolve("uma.yaml")));
        SearchOutcome outcome = user.search(picture, 2)) {
      FoundPicture nearest = outcome.pictures().getFirst();
      assertThat(nearest.content()).isEqualTo(Files.readAllBytes(picture));
      return nearest.id();
    }
  }

  private static void done(String... command) throws IOException, InterruptedException {
    Distribution.Result result = Distribution.run(PATIENCE, command);
    assertThat(result.exitCode()).as(result.err()).isZero();
  }
}
