package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.SessionInfo;
import io.sharelens.client.AdminClient;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.SearchClient;
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
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes that all compute: owners and users do what they do with a dealer. */
class ThreeServersIT {
  private static final int PICTURES = 12;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path root;

  @Test
  void searchesGoOnWhenTheThirdServerWasKilled() throws Exception {
    Path scheme = Distribution.HOME.toAbsolutePath().resolve("etc/schemes/fast3.yaml");
    try (NodeProcesses nodes = new NodeProcesses(root, scheme, "")) {
      for (int n = 1; n <= 3; n++) {
        nodes.start(n);
      }
      nodes.awaitUp();
      try (AdminClient admin = AdminClient.open(nodes.administrator())) {
        run(nodes, admin);
      }
    }
  }

  private void run(NodeProcesses nodes, AdminClient admin) throws Exception {
    Path model = TinyModel.write(root);
    Map<Integer, String> owner = account(admin, "olga", "owner");
    Map<Integer, String> user = account(admin, "uma", "user");
    admin.grant("uma", "olga");
    admin.setCategories(List.of("a", "b"));
    admin.publishModel(admin.stageModel(model));
    try (OwnerClient olga = OwnerClient.open(nodes.deployment(owner), root.resolve("olga"));
        SearchClient uma = SearchClient.open(nodes.deployment(user))) {
      for (int i = 0; i < PICTURES; i++) {
        outsource(olga, i);
        if (i % 4 == 1) {
          // What is being extracted now is extracted again.
          nodes.kill(3);
          nodes.start(3);
          nodes.awaitUp();
        }
      }
      admin.awaitIndexed(PICTURES, LONG, s -> {});
      awaitFound(uma);

      nodes.kill(3);
      assertThatThrownBy(() -> uma.search(picture(3), 1).close())
          .isInstanceOf(LensException.class)
          .hasMessageContaining("3");
      nodes.start(3);
      nodes.awaitUp();
      awaitFound(uma);

      olga.delete("p3");
      try (SearchOutcome found = uma.search(picture(3), PICTURES)) {
        assertThat(found.pictures()).hasSize(PICTURES - 1).noneMatch(p -> p.id().equals("p3"));
      }
    }
    for (int n = 1; n <= 3; n++) {
      int node = n;
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(admin.sessions(node, 1000))
                      .extracting(SessionInfo::state)
                      .doesNotContain("RUNNING"));
    }
  }

  /** A node that was just started may not have heard of the epoch yet; an owner tries again. */
  private void outsource(OwnerClient olga, int number) throws IOException {
    Path picture = picture(number);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(
            e -> e instanceof LensException l && l.code().equals("nodes-disagree"))
        .until(
            () -> {
              olga.outsource("p" + number, picture);
              return true;
            });
  }

  private void awaitFound(SearchClient uma) {
    await()
        .atMost(PATIENCE)
        .ignoreException(LensException.class)
        .untilAsserted(
            () -> {
              try (SearchOutcome found = uma.search(picture(3), 1)) {
                assertThat(found.pictures().getFirst().id()).isEqualTo("p3");
                assertThat(found.pictures().getFirst().content())
                    .isEqualTo(Files.readAllBytes(picture(3)));
                assertThat(found.costs().getFirst().onlineBytes()).isPositive();
                assertThat(found.costs().getFirst().offlineBytes()).isZero();
              }
            });
  }

  private static Map<Integer, String> account(AdminClient admin, String name, String role) {
    return admin.createPrincipal(name, role).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().token()));
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
