package io.sharelens.node.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementTest {
  private static final PluginIdentity PLUGIN = new PluginIdentity("cmp", "1", "aa");
  private static final Agreement OURS =
      new Agreement(1, "flsir", "digest", List.of(PLUGIN), "model", 3, "epoch");

  @Test
  void everyDifferenceIsRefusedWithItsName() {
    Agreement.read(OURS.hello()).requireSame(OURS, 1);
    refused(
        new Agreement(2, "flsir", "digest", List.of(PLUGIN), "model", 3, "epoch"),
        "format-differs");
    refused(
        new Agreement(1, "flsir", "other", List.of(PLUGIN), "model", 3, "epoch"), "scheme-differs");
    refused(
        new Agreement(1, "flsir", "digest", List.of(PLUGIN), "other", 3, "epoch"), "model-differs");
    PluginIdentity changed = new PluginIdentity("cmp", "1", "bb");
    refused(
        new Agreement(1, "flsir", "digest", List.of(changed), "model", 3, "epoch"),
        "plugins-differ");
    refused(new Agreement(1, "flsir", "digest", List.of(), "model", 3, "epoch"), "plugins-differ");
  }

  @Test
  void messagesCarryDocumentsFilesAndRefusals(@TempDir Path folder) throws Exception {
    InMemoryChannel.Pair pair = InMemoryChannel.pair(1, 2, Duration.ofSeconds(20));
    Path file = folder.resolve("a");
    byte[] content = new byte[(3 << 20) + 17];
    new Random(1).nextBytes(content);
    Files.write(file, content);
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              Messages m = new Messages(pair.first());
              m.send(OURS);
              m.sendFile(file);
              m.accept();
              m.refuse(LensException.user("bad-k", "k is wrong"));
              m.sendBytes(new byte[100]);
            });
    Messages m = new Messages(pair.second());
    assertThat(m.receive(Agreement.class)).isEqualTo(OURS);
    m.receiveFile(folder.resolve("b"), content.length);
    assertThat(Files.readAllBytes(folder.resolve("b"))).isEqualTo(content);
    m.awaitAccepted();
    assertThatThrownBy(m::awaitAccepted)
        .hasMessage("node 1: k is wrong")
        .hasFieldOrPropertyWithValue("code", "bad-k")
        .hasFieldOrPropertyWithValue("kind", ErrorKind.USER);
    assertThatThrownBy(() -> m.receiveBytes(99))
        .hasFieldOrPropertyWithValue("code", "message-long");
    sender.join();
  }

  private static void refused(Agreement theirs, String code) {
    assertThatThrownBy(() -> OURS.requireSame(theirs, 2))
        .isInstanceOf(LensException.class)
        .hasFieldOrPropertyWithValue("code", code);
  }
}
