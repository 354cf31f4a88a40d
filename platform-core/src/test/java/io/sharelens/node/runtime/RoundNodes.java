package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundState;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one JVM with a first model, and what owners do in rounds. */
abstract class RoundNodes {
  static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path root;
  TestCluster cluster;
  PublishedModel first;
  UpdateLayout layout;

  @BeforeEach
  void publish() throws Exception {
    cluster = new TestCluster(root);
    cluster.scheme(TestCluster.SCHEME + aggregator());
    cluster.rounds(config(30));
    cluster.startAll();
    first = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    first.write(file);
    cluster.services(1).models().publish(cluster.services(1).models().stage(file));
    layout = UpdateLayout.of(first);
  }

  /** The scheme's line. */
  String aggregator() {
    return "aggregator: {plugin: fl-aggregator}\n";
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  static RoundsConfig config(int seconds) {
    Duration d = Duration.ofSeconds(seconds);
    return new RoundsConfig(
        d, d, d, d, d, Duration.ofDays(1), 1 << 28, Schedule.OFF, 10, Duration.ofHours(1));
  }

  RoundInfo round(List<TestOwner> owners) {
    RoundInfo round = start();
    owners.forEach(o -> o.join(round));
    owners.forEach(o -> o.deliver(round, o.share(round)));
    awaitState(round, RoundState.CALIBRATING);
    owners.forEach(o -> o.report(round));
    awaitState(round, RoundState.PUBLISHED);
    await().atMost(SOON).until(() -> info(2, round).state() == RoundState.PUBLISHED);
    return info(1, round);
  }

  void leave(TestOwner owner) {
    for (int n = 1; n <= 2; n++) {
      assertThat(cluster.services(n).rounds().left(owner.name, true).kept()).isPositive();
    }
  }

  static double[] mean(List<TestOwner> owners) {
    double pictures = owners.stream().mapToInt(o -> o.pictures).sum();
    double[] mean = new double[owners.getFirst().delta.length];
    for (TestOwner o : owners) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += o.pictures * (double) o.delta[i] / pictures;
      }
    }
    return mean;
  }

  static double[] add(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  /** A removal is scaled and truncated on shares: less exact than a plain sum. */
  static void requireChange(PublishedModel then, PublishedModel now, double[] change) {
    int at = 0;
    for (Map.Entry<String, FloatTensor> e : then.weights().entrySet()) {
      float[] values = now.weights().get(e.getKey()).values();
      float[] before = e.getValue().values();
      for (int i = 0; i < before.length; i++, at++) {
        assertThat((double) values[i]).isCloseTo(before[i] + change[at], within(2e-5));
      }
    }
  }

  void restart(int n) throws Exception {
    cluster.stop(n);
    cluster.start(n);
  }

  RoundInfo start() {
    RoundInfo round = cluster.services(1).rounds().start(new RoundRequest(0));
    await().atMost(SOON).until(() -> cluster.services(2).rounds().find(round.number()).isPresent());
    return round;
  }

  List<TestOwner> owners(int count) {
    List<TestOwner> owners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      owners.add(new TestOwner(cluster, "olga" + i, 10 * (i + 1), layout.parameters(), i));
    }
    return owners;
  }

  RoundInfo info(int node, RoundInfo round) {
    return cluster.services(node).rounds().find(round.number()).orElseThrow();
  }

  void awaitState(RoundInfo round, RoundState state) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              RoundInfo now = info(1, round);
              assertThat(now.state().over() && now.state() != state)
                  .as("%s: %s", now.state(), now.cause())
                  .isFalse();
              return now.state() == state;
            });
    if (state == RoundState.CALIBRATING) {
      await().atMost(SOON).until(() -> info(2, round).state() == state);
    }
  }

  PublishedModel model(String sha256) {
    return PublishedModel.read(cluster.services(1).models().file(sha256));
  }

  /** Recomputes the model in clear: parent plus the mean of the changes, weighted by pictures. */
  static void requireAverage(
      PublishedModel parent, PublishedModel made, List<TestOwner> owners, int fractionBits) {
    double pictures = owners.stream().mapToInt(o -> o.pictures).sum();
    double error = owners.size() * 0.5 / Math.scalb(1.0, fractionBits) / pictures + 1e-7;
    int at = 0;
    for (Map.Entry<String, FloatTensor> e : parent.weights().entrySet()) {
      float[] now = made.weights().get(e.getKey()).values();
      float[] then = e.getValue().values();
      for (int i = 0; i < then.length; i++, at++) {
        double sum = 0;
        for (TestOwner o : owners) {
          sum += o.pictures * (double) o.delta[at];
        }
        assertThat((double) now[i]).isCloseTo(then[i] + sum / pictures, within(error));
      }
    }
  }
}
