package io.sharelens.client;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundRules;
import io.sharelens.api.RoundState;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.transport.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Training rounds at nodes 1 and 2 as one owner meets them, in memory. A test moves the state. */
public final class FakeRounds implements FakePlatform.Rest {
  private static final int CHUNK = 100;

  /** Rules that any small training keeps to. */
  public static final RoundRules RULES =
      new RoundRules(3, 10, 1000, 10, 1, 10, 16, 20, 0, 10, 64, 0.01, 0.9, 5e-4, 0);

  private final String parent;
  private final List<Map<String, Upload>> uploads = List.of(new TreeMap<>(), new TreeMap<>());
  private final List<Integer> joins = new ArrayList<>();
  private final List<Integer> requests = new ArrayList<>();
  private final List<RoundProgress> progress = new ArrayList<>();
  private final List<RoundReport[]> reports = new ArrayList<>();
  private BiConsumer<Integer, Request> after = (node, request) -> {};
  private FakeIntake.Fault fault = (node, request) -> null;
  private RoundInfo round;

  /** What a node holds of an update. */
  private static final class Upload {
    private final UpdatePlan plan;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean complete;

    Upload(UpdatePlan plan) {
      this.plan = plan;
    }
  }

  public FakeRounds(String parent) {
    this.parent = parent;
  }

  /** Opens a round; replaces the one that runs. */
  public synchronized void open(long number, RoundRules rules) {
    round = info(number, RoundState.OPEN, rules, null, null, null);
    uploads.forEach(Map::clear);
    joins.clear();
    progress.clear();
    reports.clear();
  }

  /** Moves the round on. */
  public synchronized void state(RoundState state) {
    round = info(round.number(), state, round.rules(), null, round.candidate(), null);
  }

  public synchronized void fail(String cause) {
    round = info(round.number(), RoundState.FAILED, round.rules(), cause, null, null);
  }

  /** The nodes have new weights. */
  public synchronized void candidate(String sha256) {
    round = info(round.number(), RoundState.CALIBRATING, round.rules(), null, sha256, null);
  }

  public synchronized void publish(String sha256) {
    round = info(round.number(), RoundState.PUBLISHED, round.rules(), null, sha256, sha256);
  }

  /** No round runs and none is known. */
  public synchronized void none() {
    round = null;
  }

  /** Called after each request that was answered, with the lock held. */
  public synchronized void after(BiConsumer<Integer, Request> listener) {
    after = listener;
  }

  public synchronized void failures(FakeIntake.Fault other) {
    fault = other;
  }

  public synchronized List<Integer> joins() {
    return List.copyOf(joins);
  }

  public synchronized List<Integer> requests() {
    return List.copyOf(requests);
  }

  public synchronized List<RoundProgress> progress() {
    return List.copyOf(progress);
  }

  /** Reports in pairs, by node. */
  public synchronized RoundReport report(int node) {
    for (RoundReport[] pair : reports.reversed()) {
      if (pair[node - 1] != null) {
        return pair[node - 1];
      }
    }
    throw new AssertionError("node " + node + " has no report");
  }

  public synchronized boolean over() {
    return round != null && round.state().over();
  }

  /** How many reports arrived, at both nodes together. */
  public synchronized int reports() {
    return reports.size();
  }

  public synchronized boolean complete(int node) {
    return uploads.get(node - 1).values().stream().anyMatch(u -> u.complete);
  }

  /** The plan of the only attempt at a node. */
  public synchronized UpdatePlan plan(int node) {
    return only(node).plan;
  }

  /** The bytes of the only attempt at a node. */
  public synchronized byte[] bytes(int node) {
    return only(node).bytes.toByteArray();
  }

  private Upload only(int node) {
    Map<String, Upload> at = uploads.get(node - 1);
    if (at.size() != 1) {
      throw new AssertionError("node " + node + " has attempts " + at.keySet());
    }
    return at.values().iterator().next();
  }

  @Override
  public synchronized Answer answer(int node, Request request) {
    Answer instead = fault.instead(node, request);
    if (instead != null) {
      return instead;
    }
    Answer answer = route(node, request);
    after.accept(node, request);
    return answer;
  }

  private Answer route(int node, Request request) {
    String[] path = request.path().split("/");
    if (path.length < 3 || !path[2].equals("rounds")) {
      return null;
    }
    if (request.line().equals("POST /v1/rounds/request")) {
      requests.add(Json.read("", request.body(), RoundRequest.class).pictures());
      return round == null ? Answer.problem(429, "too-many-requests", "later") : Answer.json(round);
    }
    if (path.length == 3) {
      return Answer.json(round == null ? List.of() : List.of(round));
    }
    boolean over = round != null && round.state().over();
    if (round == null || path[3].equals("current") && over) {
      return Answer.problem(404, "no-round", "no round runs");
    }
    if (!path[3].equals("current") && Long.parseLong(path[3]) != round.number()) {
      return Answer.problem(404, "no-round", "no such round");
    }
    return path.length == 4 ? Answer.json(round) : act(node, path, request);
  }

  private Answer act(int node, String[] path, Request request) {
    switch (path[4]) {
      case "join" -> joins.add(Json.read("", request.body(), RoundJoin.class).pictures());
      case "progress" -> progress.add(Json.read("", request.body(), RoundProgress.class));
      case "report" -> {
        RoundReport[] pair = new RoundReport[2];
        pair[node - 1] = Json.read("", request.body(), RoundReport.class);
        reports.add(pair);
        return new Answer(204, "text/plain", new byte[0]);
      }
      case "update" -> {
        return update(node, path, request);
      }
      default -> {
        return null;
      }
    }
    return Answer.json(round);
  }

  private Answer update(int node, String[] path, Request request) {
    if (round.state() != RoundState.COLLECTING) {
      return Answer.problem(409, "round-closed", "the round is " + round.state());
    }
    Map<String, Upload> at = uploads.get(node - 1);
    if (path.length == 5) {
      UpdatePlan plan = Json.read("", request.body(), UpdatePlan.class);
      Upload known = at.get(plan.attempt());
      if (known == null) {
        at.clear();
        known = new Upload(plan);
        at.put(plan.attempt(), known);
      } else if (!known.plan.equals(plan)) {
        return Answer.problem(409, "attempt-conflict", "another plan");
      }
      return Answer.json(status(node, known));
    }
    Upload upload = at.get(path[5]);
    if (upload == null) {
      return Answer.problem(409, "attempt-replaced", "unknown attempt");
    }
    if (path.length == 7) {
      upload.complete = upload.bytes.size() == bytes(node, upload.plan);
      return upload.complete
          ? Answer.json(status(node, upload))
          : Answer.problem(409, "not-complete", "bytes are missing");
    }
    if (Integer.parseInt(FakeSearch.parameter(request, "offset")) != upload.bytes.size()) {
      return Answer.problem(409, "wrong-offset", "elsewhere");
    }
    upload.bytes.writeBytes(request.body());
    return new Answer(204, "text/plain", new byte[0]);
  }

  private static UpdateStatus status(int node, Upload upload) {
    return new UpdateStatus(
        upload.plan.attempt(),
        upload.complete,
        upload.bytes.size(),
        bytes(node, upload.plan),
        CHUNK);
  }

  private static long bytes(int node, UpdatePlan plan) {
    return node == 1 ? 16 : plan.words() * 4;
  }

  private RoundInfo info(
      long number,
      RoundState state,
      RoundRules rules,
      String cause,
      String candidate,
      String model) {
    return new RoundInfo(
        number,
        state,
        cause,
        "admin",
        parent,
        candidate,
        model,
        model == null ? null : 1,
        rules,
        "2026-01-01T00:00:00Z",
        state.over() ? null : "2100-01-01T00:00:00Z",
        state.over() ? "2026-01-01T01:00:00Z" : null,
        List.of(),
        0,
        List.of(),
        new RoundInfo.RoundBytes(0, 0),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of());
  }
}
