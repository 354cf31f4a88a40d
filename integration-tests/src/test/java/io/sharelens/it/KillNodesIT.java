package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.JobInfo;
import io.sharelens.api.SessionInfo;
import io.sharelens.client.AdminClient;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.SearchClient;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.mpc.error.LensException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL to any node at any moment: it restarts, and what was begun goes on or ends FAILED. */
class KillNodesIT {
  private static final int PICTURES = 16;
  private static final int KILLS = 8;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path root;

  @Test
  void killedNodesGoOn() throws Exception {
    try (NodeProcesses nodes = new NodeProcesses(root)) {
      for (int n = 1; n <= 3; n++) {
        nodes.start(n);
      }
      nodes.awaitUp();
      try (AdminClient admin = AdminClient.open(nodes.administrator())) {
        run(nodes, admin);
      }
    }
  }

  /** Killed while it takes from its stock, or fills it: results stay right, and it goes on. */
  @Test
  void killedNodesGoOnWithTheirStock() throws Exception {
    try (NodeProcesses nodes = new NodeProcesses(root, "stock: {megabytes: 16}")) {
      for (int n = 1; n <= 3; n++) {
        nodes.start(n);
      }
      nodes.awaitUp();
      try (AdminClient admin = AdminClient.open(nodes.administrator())) {
        searchAndKill(nodes, admin);
      }
    }
  }

  private void searchAndKill(NodeProcesses nodes, AdminClient admin) throws Exception {
    Map<Integer, String> user = outsourced(nodes, admin, 6);
    admin.awaitIndexed(6, LONG, s -> {});
    Random random = new Random(11);
    try (SearchClient uma = SearchClient.open(nodes.deployment(user))) {
      awaitServed(admin, uma);
      for (int kill = 0; kill < 4; kill++) {
        int n = 1 + kill % 3;
        Thread searches = Thread.ofPlatform().start(() -> searchesThatMayFail(uma));
        Thread.sleep(random.nextInt(400));
        nodes.kill(n);
        searches.join();
        nodes.start(n);
        nodes.awaitUp();
        // A new process counts anew: so this takes from what outlived the kill, or was filled
        // since.
        awaitServed(admin, uma);
      }
      for (int n = 1; n <= 3; n++) {
        awaitEnded(admin, n);
      }
    }
  }

  private void searchesThatMayFail(SearchClient uma) {
    for (int i = 0; i < 3; i++) {
      try (SearchOutcome found = uma.search(picture(3), 1)) {
        assertThat(found.pictures().getFirst().id()).isEqualTo("p3");
      } catch (LensException | IOException e) {
        return;
      }
    }
  }

  private void awaitServed(AdminClient admin, SearchClient uma) {
    await()
        .atMost(PATIENCE)
        .ignoreException(LensException.class)
        .untilAsserted(
            () -> {
              try (SearchOutcome found = uma.search(picture(3), 1)) {
                assertThat(found.pictures().getFirst().id()).isEqualTo("p3");
              }
              assertThat(admin.stock(1).servedUnits()).isPositive();
              assertThat(admin.stock(2).servedUnits()).isPositive();
            });
  }

  /** Publishes a model, outsources pictures; returns the tokens of a user who may find them. */
  private Map<Integer, String> outsourced(NodeProcesses nodes, AdminClient admin, int pictures)
      throws Exception {
    Path model = TinyModel.write(root);
    Map<Integer, String> owner = account(admin, "olga", "owner");
    Map<Integer, String> user = account(admin, "uma", "user");
    admin.grant("uma", "olga");
    admin.setCategories(List.of("a", "b"));
    admin.publishModel(admin.stageModel(model));
    try (OwnerClient olga = OwnerClient.open(nodes.deployment(owner), root.resolve("olga"))) {
      for (int i = 0; i < pictures; i++) {
        olga.outsource("p" + i, picture(i));
      }
    }
    return user;
  }

  private void run(NodeProcesses nodes, AdminClient admin) throws Exception {
    Map<Integer, String> user = outsourced(nodes, admin, PICTURES);
    // Seeded: which node, and when, is the same in every run; what it is doing then is not.
    Random random = new Random(7);
    for (int i = 0; i < KILLS; i++) {
      Thread.sleep(random.nextInt(1500));
      int n = 1 + random.nextInt(3);
      nodes.kill(n);
      Thread.sleep(random.nextInt(500));
      nodes.start(n);
      nodes.awaitUp();
    }

    admin.awaitIndexed(PICTURES, LONG, s -> {});

    for (int n = 1; n <= 3; n++) {
      awaitEnded(admin, n);
    }
    assertThat(admin.jobs(1)).extracting(JobInfo::state).contains("DONE").doesNotContain("QUEUED");
    try (SearchClient uma = SearchClient.open(nodes.deployment(user));
        SearchOutcome found = uma.search(picture(3), 1)) {
      FoundPicture best = found.pictures().getFirst();
      assertThat(best.id()).isEqualTo("p3");
      assertThat(best.content()).isEqualTo(Files.readAllBytes(picture(3)));
    }
  }

  /** A session whose peer was killed before it came waits for its twin as long as it may. */
  private static void awaitEnded(AdminClient admin, int node) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(admin.sessions(node, 1000))
                    .extracting(SessionInfo::state)
                    .doesNotContain("RUNNING"));
  }

  private static Map<Integer, String> account(AdminClient admin, String name, String role) {
    return admin.createPrincipal(name, role).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> token(e.getValue())));
  }

  private static String token(IssuedToken issued) {
    return issued.token();
  }

  /** Two colours, different for each number. */
  private Path picture(int number) throws IOException {
    Path file = root.resolve("picture" + number + ".png");
    if (!Files.exists(file)) {
      BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      g.setColor(new Color(255 * (number & 1), 255 * (number >> 1 & 1), 255 * (number >> 2 & 1)));
      g.fillRect(0, 0, 24, 24);
      g.setColor(Color.getHSBColor(number / (float) PICTURES, 1, 0.5f));
      g.fillRect(0, 0, 12, 12 + number / 2);
      g.dispose();
      ImageIO.write(image, "png", file.toFile());
    }
    return file;
  }
}
