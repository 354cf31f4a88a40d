package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.ModelVersion;
import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundState;
import io.sharelens.api.SessionInfo;
import io.sharelens.client.AdminClient;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.Safetensors;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five owners' daemons and three nodes, each a process: two owners and a node are killed in a
 * round, one owner leaves for good in the middle. Rounds go on or fail with their reason, nothing
 * counts twice, and the published weights are the plaintext weighted average of who contributed.
 */
class FederationIT {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Different, so that a contributor's number of pictures says who it is. */
  private static final int[] PICTURES = {8, 10, 12, 14, 16};

  private static final String SCHEME =
      """
      name: federated
      parties: 2
      backbone: {plugin: model-vgg11}
      comparison: {plugin: cmp-lut}
      aggregator:
        plugin: fl-aggregator
        options: {min-owners: "3", local-epochs: "2", batch: "4", rate: "0.05"}
      index: {plugin: index-flat, options: {normalisation: l2}}
      ranking: {plugin: oblivious-topk}
      """;

  private static final String ROUNDS =
      "rounds: {join_minutes: 3, collect_minutes: 4, calibrate_minutes: 2, silence_seconds: 20}";

  @TempDir Path root;

  private final List<OwnerProcess> owners = new ArrayList<>();

  @Test
  void roundsSurviveKillsAndLeaving() throws Exception {
    Path scheme = Files.writeString(root.resolve("scheme.yaml"), SCHEME);
    try (NodeProcesses nodes = new NodeProcesses(root, scheme, ROUNDS)) {
      for (int n = 1; n <= 3; n++) {
        nodes.start(n);
      }
      nodes.awaitUp();
      try (AdminClient admin = AdminClient.open(nodes.administrator())) {
        admin.setCategories(List.of("a", "b"));
        admin.publishModel(admin.stageModel(TinyModel.write(root)));
        for (int i = 0; i < PICTURES.length; i++) {
          owners.add(owner(nodes, admin, i));
        }
        for (OwnerProcess owner : owners) {
          owner.start();
        }
        awaitOutsourced(admin);
        run(nodes, admin);
      } finally {
        for (OwnerProcess owner : owners) {
          owner.close();
        }
      }
    }
  }

  private void awaitOutsourced(AdminClient admin) throws Exception {
    int all = Arrays.stream(PICTURES).sum();
    long end = System.nanoTime() + LONG.toNanos();
    while (admin.status(1).epoch().pictures() < all) {
      assertThat(owners).as(logs()).allMatch(OwnerProcess::alive);
      assertThat(System.nanoTime()).as(logs()).isLessThan(end);
      Thread.sleep(500);
    }
  }

  private void run(NodeProcesses nodes, AdminClient admin) throws Exception {
    RoundInfo calm = over(admin, admin.startRound().number());
    assertThat(calm.state()).as(calm + logs()).isEqualTo(RoundState.PUBLISHED);
    check(admin, calm, 5);
    // Three of the five have enough pictures, which is as many as a sum has to hide.
    assertThat(calm.precisionBefore()).isBetween(0.0, 1.0);
    assertThat(calm.precisionAfter()).isBetween(0.0, 1.0);

    // Two owners are killed while they train, and one leaves for good.
    long troubled = admin.startRound().number();
    await().atMost(LONG).until(() -> round(admin, troubled).owners().size() == 5);
    owners.get(0).kill();
    owners.get(1).kill();
    Distribution.Result left = owners.get(4).call("leave", "--yes");
    assertThat(left.exitCode()).as(left.toString()).isZero();
    owners.get(4).kill();
    nodes.kill(2);
    owners.get(0).start();
    owners.get(1).start();
    nodes.start(2);
    nodes.awaitUp();
    RoundInfo second = over(admin, troubled);
    if (second.state() == RoundState.PUBLISHED) {
      check(admin, second, 3);
    } else {
      assertThat(second.cause()).isNotBlank();
    }

    // The coordinator dies once the set of contributors may be fixed.
    long third = admin.startRound().number();
    await()
        .atMost(LONG)
        .ignoreException(LensException.class)
        .until(() -> round(admin, third).state().compareTo(RoundState.COLLECTING) > 0);
    nodes.kill(1);
    nodes.start(1);
    nodes.awaitUp();
    RoundInfo last = over(admin, third);
    assertThat(last.state()).as(last + logs()).isEqualTo(RoundState.PUBLISHED);
    check(admin, last, 4);
    onlySumsWereOpened(admin, last);
    searchesUse(admin, last);
  }

  /** What was published is the plaintext weighted average; every owner counts once. */
  private void check(AdminClient admin, RoundInfo round, int atLeast) {
    Map<Integer, OwnerProcess> byPictures =
        owners.stream().collect(Collectors.toMap(OwnerProcess::count, o -> o));
    List<RoundInfo.RoundOwner> counted =
        round.owners().stream()
            .filter(o -> List.of("contributed", "reported").contains(o.step()))
            .toList();
    assertThat(counted).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(counted).extracting(RoundInfo.RoundOwner::pseudonym).doesNotHaveDuplicates();
    int total = counted.stream().mapToInt(RoundInfo.RoundOwner::pictures).sum();
    assertThat(round.pictures()).isEqualTo(total);

    PublishedModel parent = download(admin, round.parent());
    PublishedModel result = download(admin, String.valueOf(round.model()));
    assertThat(result.parent()).isEqualTo(parent.sha256());
    Map<String, double[]> sums = new TreeMap<>();
    parent.weights().forEach((name, t) -> sums.put(name, new double[t.values().length]));
    for (RoundInfo.RoundOwner o : counted) {
      OwnerProcess owner = byPictures.get(o.pictures());
      Map<String, FloatTensor> local = Safetensors.read(owner.localModel(round.number())).tensors();
      sums.forEach(
          (name, sum) -> {
            float[] after = local.get(name).values();
            float[] before = parent.weights().get(name).values();
            for (int i = 0; i < sum.length; i++) {
              sum[i] += (double) o.pictures() * (after[i] - before[i]);
            }
          });
    }
    // Each contributor rounds once; a float has 24 bits.
    double rounding = counted.size() * Math.scalb(0.5, -round.rules().fractionBits()) / total;
    int moved = 0;
    for (Map.Entry<String, double[]> e : sums.entrySet()) {
      float[] before = parent.weights().get(e.getKey()).values();
      float[] after = result.weights().get(e.getKey()).values();
      for (int i = 0; i < after.length; i++) {
        double wanted = before[i] + e.getValue()[i] / total;
        assertThat((double) after[i])
            .as(e.getKey() + "[" + i + "] of round " + round.number())
            .isCloseTo(wanted, within(rounding + Math.abs(wanted) * 0x1p-22 + 1e-9));
        moved += after[i] == before[i] ? 0 : 1;
      }
    }
    assertThat(moved).as("weights that training changed").isPositive();
  }

  /** The ledgers of all sessions in which the nodes added up. */
  private static void onlySumsWereOpened(AdminClient admin, RoundInfo round) {
    long words = UpdateLayout.of(download(admin, round.parent())).words();
    for (int node = 1; node <= 2; node++) {
      List<Map<String, Long>> ledgers =
          admin.sessions(node, 1000).stream()
              .filter(s -> s.kind().equals("aggregate") && s.state().equals("DONE"))
              .map(SessionInfo::ledger)
              .toList();
      assertThat(ledgers).isNotEmpty();
      for (Map<String, Long> ledger : ledgers) {
        assertThat(ledger)
            .isIn(
                Map.of("fl.sum-of-updates", words),
                Map.of("fl.sum-of-losses", 1L),
                Map.of("fl.sum-of-precisions", 2L));
      }
    }
  }

  /** The features of all pictures that are left are of the new model. */
  private void searchesUse(AdminClient admin, RoundInfo round) {
    int left = PICTURES[0] + PICTURES[1] + PICTURES[2] + PICTURES[3];
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              ModelVersion newest = admin.versions(1).getFirst();
              assertThat(newest.sha256()).isEqualTo(round.model());
              assertThat(newest.origin()).isEqualTo("round " + round.number());
              assertThat(newest.searched()).isTrue();
              assertThat(admin.status(1).epoch().pictures()).isEqualTo(left);
            });
  }

  private static RoundInfo over(AdminClient admin, long number) {
    await()
        .atMost(LONG)
        .ignoreException(LensException.class)
        .until(() -> round(admin, number).state().over());
    return round(admin, number);
  }

  private static RoundInfo round(AdminClient admin, long number) {
    return admin.rounds(1, 100).stream()
        .filter(r -> r.number() == number)
        .findFirst()
        .orElseThrow();
  }

  private static PublishedModel download(AdminClient admin, String sha256) {
    try {
      Path file = Files.createTempFile("model", ".safetensors");
      admin.exportModel(sha256, file);
      PublishedModel model = PublishedModel.read(Files.readAllBytes(file));
      Files.delete(file);
      return model;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private OwnerProcess owner(NodeProcesses nodes, AdminClient admin, int i) throws Exception {
    Map<Integer, String> tokens = new HashMap<>();
    for (Map.Entry<Integer, IssuedToken> e :
        admin.createPrincipal("owner-" + i, "owner").entrySet()) {
      tokens.put(e.getKey(), e.getValue().token());
    }
    Path folder = Files.createDirectories(root.resolve("owner" + i));
    Path deployment = nodes.deploymentFile(folder.resolve("deployment.yaml"), tokens);
    return new OwnerProcess(folder, deployment, PICTURES[i], i);
  }

  private String logs() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < owners.size(); i++) {
      all.append("\n--- owner ").append(i).append('\n').append(owners.get(i).log());
    }
    for (int n = 1; n <= 3; n++) {
      all.append("\n--- node ").append(n).append('\n');
      all.append(Files.readString(root.resolve("node" + n + ".log")));
    }
    return all.toString();
  }
}
