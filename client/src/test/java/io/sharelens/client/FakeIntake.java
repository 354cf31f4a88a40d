package io.sharelens.client;

import io.sharelens.api.PartPlan;
import io.sharelens.api.PictureState;
import io.sharelens.api.PictureStatus;
import io.sharelens.api.UploadPlan;
import io.sharelens.api.UploadStatus;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.transport.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes uploads as nodes 1 and 2 do, in memory, and can be told to fail. */
public final class FakeIntake implements FakePlatform.Rest {
  private static final int CHUNK = 400;

  /** What one node holds of one picture. */
  public static final class Held {
    private final UploadPlan plan;
    private final Map<String, ByteArrayOutputStream> parts = new TreeMap<>();
    private PictureState state = PictureState.UPLOADING;

    Held(UploadPlan plan) {
      this.plan = plan;
      plan.parts().forEach(p -> parts.put(p.name(), new ByteArrayOutputStream()));
    }

    public byte[] part(String name) {
      return parts.get(name).toByteArray();
    }

    public String attempt() {
      return plan.attempt();
    }

    public PartPlan plan(String name) {
      return plan.parts().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    public boolean complete() {
      return state != PictureState.UPLOADING;
    }
  }

  /** Says whether a request is answered by an error instead. */
  public interface Fault {
    Answer instead(int node, Request request);
  }

  private final List<Map<String, Held>> nodes = List.of(new TreeMap<>(), new TreeMap<>());
  private Fault fault = (node, request) -> null;

  public synchronized void fail(Fault other) {
    fault = other;
  }

  public synchronized Map<String, Held> node(int node) {
    return new TreeMap<>(nodes.get(node - 1));
  }

  /** Loses a picture at a node. */
  public synchronized void forget(int node, String id) {
    nodes.get(node - 1).remove(id);
  }

  @Override
  public synchronized Answer answer(int node, Request request) {
    Answer instead = fault.instead(node, request);
    if (instead != null) {
      return instead;
    }
    Map<String, Held> pictures = nodes.get(node - 1);
    String[] path = request.path().split("/");
    if (path.length == 3 && request.method().equals("GET")) {
      return Answer.json(
          pictures.entrySet().stream().map(e -> status(e.getKey(), e.getValue())).toList());
    }
    String id = path.length > 3 ? path[3] : "";
    return switch (request.method() + path.length) {
      case "PUT4" -> begin(pictures, id, Json.read("", request.body(), UploadPlan.class));
      case "DELETE4" ->
          pictures.remove(id) == null
              ? Answer.problem(404, "no-such-picture", "gone")
              : new Answer(204, "text/plain", new byte[0]);
      case "PUT8" -> append(pictures.get(id), path[7], request);
      case "POST7" -> complete(pictures.get(id), id);
      default -> null;
    };
  }

  private static PictureStatus status(String id, Held held) {
    return new PictureStatus(id, held.attempt(), held.state, null, "image/png", false);
  }

  private static Answer begin(Map<String, Held> pictures, String id, UploadPlan plan) {
    Held held = pictures.get(id);
    if (held == null || !held.attempt().equals(plan.attempt())) {
      held = new Held(plan);
      pictures.put(id, held);
    } else if (!held.plan.equals(plan)) {
      return Answer.problem(409, "attempt-conflict", "another plan");
    }
    return Answer.json(upload(id, held));
  }

  private static UploadStatus upload(String id, Held held) {
    List<UploadStatus.PartOffset> offsets = new ArrayList<>();
    held.plan
        .parts()
        .forEach(
            p ->
                offsets.add(
                    new UploadStatus.PartOffset(
                        p.name(), held.parts.get(p.name()).size(), p.bytes())));
    return new UploadStatus(id, held.attempt(), held.state, offsets, CHUNK);
  }

  private static Answer append(Held held, String part, Request request) {
    ByteArrayOutputStream bytes = held.parts.get(part);
    if (Integer.parseInt(FakeSearch.parameter(request, "offset")) != bytes.size()) {
      return Answer.problem(409, "wrong-offset", "elsewhere");
    }
    bytes.writeBytes(request.body());
    return new Answer(204, "text/plain", new byte[0]);
  }

  private static Answer complete(Held held, String id) {
    for (PartPlan part : held.plan.parts()) {
      if (held.parts.get(part.name()).size() != part.bytes()) {
        return Answer.problem(409, "not-complete", part.name());
      }
    }
    held.state = PictureState.STORED;
    return Answer.json(upload(id, held));
  }
}
