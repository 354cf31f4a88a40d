package io.sharelens.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.ModelInfo;
import io.sharelens.api.ModelPart;
import io.sharelens.api.StagedModel;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.split.ModelSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A split model's way to nodes that are played. */
class ModelOwnerClientTest {
  @TempDir private Path folder;
  private FakePlatform platform;
  private ModelOwnerClient owner;
  private Path split;
  private PublishedModel manifest;
  private final Set<String> held = Collections.synchronizedSet(new HashSet<>());

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    platform.behave(this::answer);
    owner = ModelOwnerClient.open(platform.deployment());
    split = folder.resolve("split");
    manifest = ModelSplitter.split(platform.model(), split, new SecureRandom());
  }

  @AfterEach
  void stop() {
    owner.close();
    platform.close();
  }

  private Answer answer(int node, Request request) {
    String part = "/v1/models/" + manifest.sha256() + "/part";
    return switch (request.line()) {
      case "POST /v1/admin/models" -> {
        held.add(node + " manifest");
        yield Answer.json(new StagedModel(manifest.sha256()));
      }
      default -> {
        if (request.line().equals("GET " + part) && !held.contains(node + " manifest")) {
          yield Answer.problem(404, "model-unknown", "there is no such model");
        }
        if (request.line().equals("PUT " + part)) {
          held.add(node + " part");
        }
        if (request.path().equals(part)) {
          yield Answer.json(new ModelPart(node, "ab", held.contains(node + " part"), false));
        }
        if (request.path().endsWith("/publish")) {
          yield Answer.json(new ModelInfo(0, manifest.sha256()));
        }
        yield null;
      }
    };
  }

  @Test
  void everyNodeGetsTheManifestAndItsOwnPartAlone() throws IOException {
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    assertThat(owner.publish(split, (node, what) -> steps.add(node + " " + what)))
        .isEqualTo(manifest.sha256());
    for (int n = 1; n <= 3; n++) {
      List<byte[]> bodies =
          platform.node(n).requests().stream()
              .map(Request::body)
              .filter(b -> b.length > 0)
              .toList();
      assertThat(bodies).hasSize(2);
      assertThat(bodies.get(0)).isEqualTo(Files.readAllBytes(ModelSplitter.manifestFile(split)));
      assertThat(bodies.get(1)).isEqualTo(Files.readAllBytes(ModelSplitter.partFile(split, n)));
      assertThat(steps).contains(n + " has its part");
    }
    assertThat(steps).endsWith("1 published");
    assertThat(owner.parts(manifest.sha256())).allMatch(ModelPart::here);
  }

  @Test
  void whatIsThereIsNotSentAgain() {
    held.add("2 manifest");
    held.add("2 part");
    owner.publish(split, (node, what) -> {});
    assertThat(platform.node(2).requests()).allMatch(r -> r.method().equals("GET"));
    owner.publish(split, (node, what) -> {});
    assertThat(platform.node(3).requests())
        .extracting(Request::method)
        .containsExactly("GET", "POST", "PUT", "GET");
  }

  @Test
  void aFolderWhoseFilesDoNotBelongTogetherIsRefusedBeforeAnythingIsSent() throws IOException {
    Path other = folder.resolve("other");
    ModelSplitter.split(platform.model(), other, new SecureRandom());
    Files.copy(
        ModelSplitter.partFile(other, 2),
        ModelSplitter.partFile(split, 2),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> owner.publish(split, (node, what) -> {}))
        .hasMessageContaining("of split");
    Files.delete(ModelSplitter.partFile(split, 2));
    assertThatThrownBy(() -> owner.publish(split, (node, what) -> {}))
        .hasMessageContaining("node 2 has no part");
    for (int n = 1; n <= 3; n++) {
      assertThat(platform.node(n).requests()).isEmpty();
    }
    assertThatThrownBy(() -> ModelSplitter.split(platform.model(), split, new SecureRandom()))
        .hasMessageContaining("holds a split model already");
  }
}
