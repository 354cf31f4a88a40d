package io.sharelens.node.runtime;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundReport;
import io.sharelens.api.UpdatePlan;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.Measurements;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.service.RoundService;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** An owner of a test: its update is drawn, its shares are real. */
final class TestOwner {
  static final double LOSS = 1.25;
  static final double PRECISION = 0.75;

  final String name;
  final int pictures;
  final float[] delta;

  /** Pictures that precision is measured with; 0 for an owner that has too few. */
  int queries;

  private final TestCluster cluster;

  TestOwner(TestCluster cluster, String name, int pictures, long parameters, long seed) {
    this.cluster = cluster;
    this.name = name;
    this.pictures = pictures;
    this.queries = pictures;
    this.delta = new float[(int) parameters];
    Random random = new Random(seed);
    for (int i = 0; i < delta.length; i++) {
      delta[i] = (float) (random.nextGaussian() * 0.01);
    }
  }

  /** Both shares of an update, and the plan. */
  record Shared(UpdatePlan plan, byte[] seed, byte[] correction) {
    byte[] part(int node) {
      return node == 1 ? seed : correction;
    }
  }

  RoundService node(int n) {
    return cluster.services(n).rounds();
  }

  void join(RoundInfo round) {
    node(1).join(name, round.number(), new RoundJoin(pictures));
  }

  private final Map<String, Shared> kept = new HashMap<>();

  /** Shares once and remembers it. */
  Shared share(RoundInfo round, String key) {
    return kept.computeIfAbsent(key, k -> share(round));
  }

  Shared shared(String key) {
    return kept.get(key);
  }

  Shared share(RoundInfo round) {
    int[] words = new int[delta.length + 1];
    double scale = Math.scalb(1.0, round.rules().fractionBits());
    for (int i = 0; i < delta.length; i++) {
      words[i] = (int) Math.rint(pictures * (double) delta[i] * scale);
    }
    boolean noisy = round.rules().noise() > 0;
    words[delta.length] = noisy ? 0 : (int) Math.rint(pictures * LOSS * round.rules().lossScale());
    return share(words, round.parent());
  }

  private Shared share(int[] words, String parent) {
    Seed seed = Seed.fresh(new SecureRandom());
    int[] mask = new int[words.length];
    new Prg(seed, UpdateLayout.STREAM).ints(mask);
    ByteBuffer b = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words.length; i++) {
      b.putInt(words[i] - mask[i]);
    }
    UpdatePlan plan =
        new UpdatePlan(
            UUID.randomUUID().toString(),
            parent,
            pictures,
            words.length,
            CanonicalJson.sha256(seed.bytes()),
            CanonicalJson.sha256(b.array()));
    return new Shared(plan, seed.bytes(), b.array());
  }

  void deliver(RoundInfo round, Shared shared) {
    deliver(1, round, shared);
    deliver(2, round, shared);
  }

  /** In two chunks. */
  void deliver(int node, RoundInfo round, Shared shared) {
    byte[] part = shared.part(node);
    String attempt = shared.plan().attempt();
    long at = node(node).begin(name, round.number(), shared.plan()).offset();
    int half = part.length / 2;
    if (at == 0) {
      node(node).append(name, round.number(), attempt, 0, ByteBuffer.wrap(part, 0, half));
      at = half;
    }
    node(node)
        .append(
            name,
            round.number(),
            attempt,
            at,
            ByteBuffer.wrap(part, (int) at, part.length - (int) at));
    node(node).complete(name, round.number(), attempt);
  }

  void report(RoundInfo round) {
    RoundInfo now = node(1).find(round.number()).orElseThrow();
    PublishedModel candidate =
        PublishedModel.read(cluster.services(1).models().file(now.candidate()));
    Measurements m =
        Measurements.of(
                candidate.graph(),
                candidate.weights(),
                Calibration.drawnInputs(candidate.graph().preprocessing(), 3, new Random(pictures)))
            .coarse();
    Map<String, Integer> largest = new HashMap<>();
    Map<String, Integer> square = new HashMap<>();
    m.ranges()
        .forEach(
            (id, r) -> {
              largest.put(id, exponent(r.largest()));
              square.put(id, exponent(r.meanSquare()));
            });
    int word = (int) Math.rint(pictures * LOSS / 2 * now.rules().lossScale());
    int before = (int) Math.rint(queries * PRECISION / 2 * now.rules().lossScale());
    int after = (int) Math.rint(queries * PRECISION * now.rules().lossScale());
    int mask = new SecureRandom().nextInt();
    for (int n = 1; n <= 2; n++) {
      RoundReport report =
          new RoundReport(
              candidate.sha256(),
              largest,
              square,
              exponent(m.featureNorm()),
              pictures,
              n == 1 ? mask : word - mask,
              queries,
              n == 1 ? 3 * mask : before - 3 * mask,
              n == 1 ? 5 * mask : after - 5 * mask);
      node(n).report(name, round.number(), report);
    }
  }

  private static int exponent(double power) {
    return power == 0 ? -1000 : Math.getExponent(power);
  }
}
