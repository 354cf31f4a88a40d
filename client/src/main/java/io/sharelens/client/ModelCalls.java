package io.sharelens.client;

import io.sharelens.api.ModelPart;
import io.sharelens.api.StagedModel;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;
import io.sharelens.mpc.error.LensException;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;

/** Calls with which model files come to nodes. */
final class ModelCalls {
  private static final Duration LONG = Duration.ofMinutes(10);

  private ModelCalls() {}

  /** Brings a model file or a manifest; the answer is its SHA-256. */
  static String stage(NodeConnection node, Path file) {
    Call call = Call.bytes("POST", "/v1/admin/models", body(file)).repeated().within(LONG);
    return node.json(call, StagedModel.class).sha256();
  }

  /** Publishes at all nodes; {@code first} is node 1. */
  static void publish(NodeConnection first, String sha256) {
    first.run(
        Call.bytes(
                "POST",
                "/v1/admin/models/" + Paths.segment(sha256) + "/publish",
                BodyPublishers.noBody())
            .within(LONG));
  }

  /** Where the node's part of a split model stands. */
  static ModelPart part(NodeConnection node, String sha256) {
    return node.json(Call.get(partPath(sha256)), ModelPart.class);
  }

  /** Brings the node its part of a split model. */
  static ModelPart putPart(NodeConnection node, String sha256, Path file) {
    Call call = Call.bytes("PUT", partPath(sha256), body(file)).repeated().within(LONG);
    return node.json(call, ModelPart.class);
  }

  private static String partPath(String sha256) {
    return "/v1/models/" + Paths.segment(sha256) + "/part";
  }

  private static BodyPublisher body(Path file) {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw LensException.user("no-file", file + " cannot be read");
    }
  }
}
