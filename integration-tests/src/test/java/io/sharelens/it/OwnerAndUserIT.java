package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.SearchClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.OwnFeature;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.transport.NodeAddress;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginHost;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.outsource.OutsourceReport;
import io.sharelens.owner.outsource.PictureMap;
import io.sharelens.owner.photos.PictureGenerator;
import io.sharelens.owner.train.ModelAssembly;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An owner and a user with the client library against three node processes: what goes in comes out
 * bit for bit, features equal plaintext, and everybody is told what is wrong.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OwnerAndUserIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final int PICTURES = 6;

  private final PictureReader reader = new PictureReader(PictureLimits.standard());
  private LocalDeployment nodes;
  private AdminClient admin;
  private OwnerClient owner;
  private SearchClient user;
  private FolderOutsourcer outsourcer;
  private Deployment userDeployment;
  private Path pictures;
  private PublishedModel model;

  @BeforeAll
  void deploy(@TempDir Path folder) {
    io.sharelens.cli.local.Distribution distribution =
        new io.sharelens.cli.local.Distribution(Distribution.HOME);
    DeploymentPlan plan =
        DeploymentPlan.loopback(
            folder.resolve("nodes"), distribution.scheme("flsir"), distribution.plugins());
    nodes = LocalDeployment.start(distribution, plan.withMaxK(5), "1g", Progress.stderr());
    admin = nodes.admin();
    admin.setCategories(List.of("a", "b"));
    Path file = folder.resolve("model.safetensors");
    model = model(distribution);
    model.write(file);
    admin.publishModel(admin.stageModel(file));
    Path ownerYaml = nodes.account(admin, "ann", "owner");
    Path userYaml = nodes.account(admin, "uma", "user");
    admin.grant("uma", "ann");
    userDeployment = Deployment.read(userYaml);
    owner = OwnerClient.open(Deployment.read(ownerYaml), folder.resolve("ann"));
    user = SearchClient.open(userDeployment);
    outsourcer = new FolderOutsourcer(owner, folder.resolve("ann"));
    pictures = new PictureGenerator(48, 40, 9).write(folder.resolve("pictures"), PICTURES / 2, 2);
  }

  private static PublishedModel model(io.sharelens.cli.local.Distribution distribution) {
    LayerGraph graph =
        io.sharelens.cli.local.Distribution.withPlugins(
            distribution.plugins(), OwnerAndUserIT::vgg11);
    return ModelAssembly.assemble(
        graph,
        WeightInit.he(graph, new SplittableRandom(4)),
        List.of("a", "b"),
        List.of(),
        null,
        TrainingRecord.untrained());
  }

  private static LayerGraph vgg11(PluginHost host) {
    return host.extensions(BackboneFactory.class)
        .getFirst()
        .extension()
        .graph(32, 2, PluginConfig.empty("model-vgg11"));
  }

  @AfterAll
  void stop() {
    if (outsourcer != null) {
      outsourcer.close();
      owner.close();
      user.close();
      admin.close();
    }
    if (nodes != null) {
      nodes.close();
    }
  }

  private Path picture(int kind, int number) {
    return pictures.resolve("class-0%d/picture-00%d.png".formatted(kind, number));
  }

  private String id(Path file) {
    return outsourcer.map().find(file).map(PictureMap.Entry::id).orElseThrow();
  }

  @Test
  @Order(1)
  void aFolderIsOutsourcedAndIndexed() {
    OutsourceReport report = outsourcer.run(pictures, false, p -> {});

    assertThat(report.added()).isEqualTo(PICTURES);
    admin.awaitIndexed(PICTURES, PATIENCE, s -> {});
    assertThat(owner.pictures())
        .hasSize(PICTURES)
        .allMatch(p -> p.state().equals("indexed"))
        .allMatch(p -> p.searchable());
    assertThat(outsourcer.run(pictures, false, p -> {}).unchanged()).isEqualTo(PICTURES);
  }

  @Test
  @Order(2)
  void aPictureFindsItselfFirstAndComesBackBitForBit() throws IOException {
    Path query = picture(1, 0);

    try (SearchOutcome outcome = user.search(query, 3)) {
      assertThat(outcome.pictures()).hasSize(3);
      FoundPicture first = outcome.pictures().getFirst();
      assertThat(first.id()).isEqualTo(id(query));
      assertThat(first.owner()).isEqualTo("ann");
      assertThat(first.content()).isEqualTo(Files.readAllBytes(query));
      assertThat(outcome.pictures()).extracting(FoundPicture::score).isSorted();
      assertThat(outcome.costs()).allMatch(c -> c.rounds() > 0 && c.onlineBytes() > 0);
    }
  }

  @Test
  @Order(3)
  void ownFeaturesEqualThePlaintextModel() {
    Path file = picture(2, 1);
    float[] expected =
        new FloatReference(model)
            .features(new Preprocessor(model.graph().preprocessing()).tensor(reader.read(file)));
    double largest = 0;
    for (float v : expected) {
      largest = Math.max(largest, Math.abs(v));
    }

    OwnFeature feature = owner.feature(id(file));

    assertThat(feature.model()).isEqualTo(model.sha256());
    assertThat(feature.values()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) feature.values()[i])
          .isCloseTo(expected[i], Offset.offset(0.02 * largest));
    }
  }

  @Test
  @Order(4)
  void mistakesAreNamed() {
    assertFails(() -> user.search(picture(0, 0), 6).close(), "bad-k", "at most 5");
    Path stranger = nodes.account(admin, "sam", "user");
    try (SearchClient other = SearchClient.open(Deployment.read(stranger))) {
      assertFails(() -> other.search(picture(0, 0), 1).close(), "no-grant", "node");
    }
    try (SearchClient swapped = SearchClient.open(withSwappedTokens())) {
      assertFails(() -> swapped.search(picture(0, 0), 1).close(), "other-nodes-token", "node 1");
    }
  }

  /** The right tokens at the wrong nodes. */
  private Deployment withSwappedTokens() {
    NodeAddress one = userDeployment.nodes().get(0);
    NodeAddress two = userDeployment.nodes().get(1);
    return new Deployment(
        List.of(
            new NodeAddress(1, one.url(), two.token()),
            new NodeAddress(2, two.url(), one.token()),
            userDeployment.nodes().get(2)),
        userDeployment.ca(),
        userDeployment.deadline(),
        userDeployment.cache().resolve("fresh"),
        userDeployment.limits());
  }

  @Test
  @Order(5)
  void aReplacedPictureIsFoundByItsNewContent() throws IOException {
    Path file = picture(0, 1);
    String id = id(file);
    Path drawn = new PictureGenerator(48, 40, 77).write(pictures.resolveSibling("more"), 6, 1);
    Files.copy(
        drawn.resolve("class-05/picture-000.png"), file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(outsourcer.run(pictures, false, p -> {}).replaced()).isEqualTo(1);

    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              try (SearchOutcome outcome = user.search(file, 1)) {
                assertThat(outcome.pictures()).hasSize(1);
                assertThat(outcome.pictures().getFirst().id()).isEqualTo(id);
                assertThat(outcome.pictures().getFirst().content())
                    .isEqualTo(Files.readAllBytes(file));
              }
            });
  }

  @Test
  @Order(6)
  void aDeletedPictureIsNeverFoundAgain() {
    Path file = picture(1, 1);
    String id = id(file);

    assertThat(outsourcer.delete(file)).isTrue();

    try (SearchOutcome outcome = user.search(file, 5)) {
      assertThat(outcome.pictures()).extracting(FoundPicture::id).doesNotContain(id).isNotEmpty();
    }
    assertThat(owner.pictures()).hasSize(PICTURES - 1);
  }

  private static void assertFails(Runnable call, String code, String inMessage) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(inMessage);
  }
}
