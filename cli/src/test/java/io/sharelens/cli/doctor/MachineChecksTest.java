package io.sharelens.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
  @TempDir Path folder;

  @Test
  void javaAndVectorModuleAreThereInTests() {
    var checks = new MachineChecks(null, Map.of());
    assertThat(find(checks, "java").state()).isEqualTo(Check.State.OK);
    assertThat(find(checks, "vector").state()).isEqualTo(Check.State.OK);
  }

  @Test
  void missingNpmIsAWarningAndAFoundOneIsNamed() throws IOException {
    var checks = new MachineChecks(null, Map.of("PATH", folder.toString()));
    assertThat(find(checks, "npm").state()).isEqualTo(Check.State.WARNING);

    Path npm = Files.createFile(folder.resolve("npm"));
    assertThat(npm.toFile().setExecutable(true)).isTrue();
    assertThat(find(checks, "npm")).isEqualTo(Check.ok("npm", npm.toString()));
  }

  @Test
  void distributionWithoutPluginsFails() throws IOException {
    var checks = new MachineChecks(folder, Map.of());
    assertThat(find(checks, "plugins").state()).isEqualTo(Check.State.FAILED);

    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    assertThat(find(checks, "plugins").detail()).startsWith("none in");

    Files.createFile(plugins.resolve("b.zip"));
    Files.createFile(plugins.resolve("a.zip"));
    assertThat(find(checks, "plugins")).isEqualTo(Check.ok("plugins", "a.zip, b.zip"));
  }

  @Test
  void diskLooksAtTheNearestFolderThatExists() {
    Path missing = folder.resolve("not/yet/there");
    var checks = new MachineChecks(null, Map.of("DJL_CACHE_DIR", missing.toString()));
    assertThat(find(checks, "disk").detail()).endsWith(folder.toString());
  }

  private static Check find(MachineChecks checks, String name) {
    return checks.run().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
