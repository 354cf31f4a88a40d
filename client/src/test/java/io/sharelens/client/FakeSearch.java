package io.sharelens.client;

import io.sharelens.api.PartPlan;
import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchHit;
import io.sharelens.api.SearchResult;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.split.FileSharer;
import io.sharelens.client.transport.Json;
import io.sharelens.mpc.random.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Answers searches as nodes 1 and 2 do, with given pictures and scores. */
public final class FakeSearch implements FakePlatform.Rest {
  /** A picture that is found. */
  public record Stored(String id, String owner, int score, byte[] file) {}

  private final List<Stored> stored;
  private final String model;
  private final Map<Integer, Request> last = new TreeMap<>();

  public FakeSearch(String model, List<Stored> stored) {
    this.model = model;
    this.stored = stored;
  }

  /** The last request to a node. */
  public synchronized Request last(int node) {
    return last.get(node);
  }

  @Override
  public synchronized Answer answer(int node, Request request) {
    if (!request.line().equals("POST /v1/searches")) {
      return null;
    }
    last.put(node, request);
    SplittableRandom random = new SplittableRandom(77);
    List<SearchHit> hits = new ArrayList<>();
    ByteArrayOutputStream shares = new ByteArrayOutputStream();
    for (Stored s : stored) {
      byte[] seed = new byte[16];
      random.nextBytes(seed);
      int mask = random.nextInt();
      hits.add(
          new SearchHit(
              s.id(),
              s.owner(),
              "attempt-" + s.id(),
              "image/png",
              s.file().length,
              node == 1 ? PartPlan.SEED : PartPlan.FULL,
              node == 1 ? mask : s.score() - mask));
      shares.writeBytes(node == 1 ? seed : FileSharer.correction(Seed.of(seed), s.file()));
    }
    SearchCost cost = new SearchCost(0.5, 10, 1000, 2000, List.of());
    byte[] json =
        Json.write(new SearchResult(parameter(request, "searchId"), 1, model, hits, cost));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(ByteBuffer.allocate(4).putInt(json.length).array());
    body.writeBytes(json);
    body.writeBytes(shares.toByteArray());
    return Answer.bytes(SearchResult.MEDIA_TYPE, body.toByteArray());
  }

  public static String parameter(Request request, String name) {
    for (String pair : request.query().split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no " + name + " in " + request.query());
  }
}
