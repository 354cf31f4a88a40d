package io.sharelens.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  private static final String GOOD =
      """
      node: 2
      name: beta
      data: data
      rest: {host: 127.0.0.1, port: 8442}
      party: {host: 0.0.0.0, port: 0}
      tls: {certificate: node2.pem, key: node2.key, ca: ca.pem}
      peers:
        - {node: 3, host: t.example.org, port: 9443}
        - {node: 1, host: s1.example.org, port: 9441}
      plugins: /opt/plugins
      scheme: schemes/flsir.yaml
      limits: {max_k: 7}
      """;

  @TempDir private Path folder;

  @Test
  void relativePathsAreMeantFromTheFile() throws Exception {
    NodeConfig c = load(GOOD);
    assertThat(c.data()).isEqualTo(folder.resolve("data"));
    assertThat(c.tls().key()).isEqualTo(folder.resolve("node2.key"));
    assertThat(c.scheme()).isEqualTo(folder.resolve("schemes/flsir.yaml"));
    assertThat(c.plugins()).isEqualTo(Path.of("/opt/plugins"));
    assertThat(c.adminTokenFile()).isEqualTo(folder.resolve("admin.token"));
  }

  @Test
  void whatIsNotSaidHasADefault() throws Exception {
    NodeConfig c = load(GOOD);
    assertThat(c.limits().maxK()).isEqualTo(7);
    assertThat(c.limits().chunkBytes()).isEqualTo(Limits.defaults().chunkBytes());
    assertThat(c.accept()).isEqualTo(Acceptance.all());
    assertThat(c.database()).isNull();
    assertThat(c.peers()).extracting(Peer::node).containsExactly(1, 3);
    assertThat(c.peer(3).host()).isEqualTo("t.example.org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: beta       | nam: beta                   | nam",
        "max_k: 7         | max_kk: 7                   | limits.max_kk",
        "max_k: 7         | max_k: 0                    | limits.max_k",
        "max_k: 7         | max_k: many                 | limits.max_k",
        "port: 8442       | port: 65536                 | rest.port",
        "node: 2          | node: 4                     | node",
        "node: 2          | name: twice                 | name",
        "ca: ca.pem       | ca: ''                      | tls.ca",
        "node: 3, host: t | node: 1, host: t            | peers",
        "port: 9443       | prot: 9443                  | prot",
        "scheme: schemes/ | # scheme: schemes/          | scheme",
        "limits: {        | limits: {{                  | line",
      })
  void errorsNameFileAndKey(String from, String to, String key) {
    assertThatThrownBy(() -> load(GOOD.replace(from, to)))
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.code()).isEqualTo("bad-config");
              assertThat(e.getMessage()).contains("node.yaml").contains(key);
            });
  }

  @Test
  void unknownKeyListsTheKnownOnes() {
    assertThatThrownBy(() -> load(GOOD + "colour: red\n"))
        .hasMessageContaining("colour")
        .hasMessageContaining("admin_token_file");
  }

  @Test
  void missingFileIsSaid() {
    assertThatThrownBy(() -> ConfigLoader.load(folder.resolve("nowhere.yaml")))
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void checkListsWhatIsMissingOnDisk() throws Exception {
    NodeConfig c = load(GOOD.replace("/opt/plugins", "plugins"));
    assertThat(ConfigLoader.check(c))
        .anySatisfy(p -> assertThat(p).startsWith("tls.key").contains("node2.key"))
        .anySatisfy(p -> assertThat(p).startsWith("plugins"))
        .anySatisfy(p -> assertThat(p).startsWith("scheme"));
    for (String f : new String[] {"node2.pem", "node2.key", "ca.pem", "admin.token"}) {
      Files.writeString(folder.resolve(f), "x");
    }
    Files.createDirectories(folder.resolve("schemes"));
    Files.writeString(folder.resolve("schemes/flsir.yaml"), "x");
    Files.createDirectories(folder.resolve("plugins"));
    assertThat(ConfigLoader.check(c)).isEmpty();
  }

  private NodeConfig load(String yaml) throws IOException {
    Path file = folder.resolve("node.yaml");
    Files.writeString(file, yaml);
    return ConfigLoader.load(file);
  }
}
