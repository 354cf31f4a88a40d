package io.sharelens.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.error.LensException;
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
    var checks = new MachineChecks(null, Map.of(), zips -> "");
    assertThat(find(checks, "java").state()).isEqualTo(Check.State.OK);
    assertThat(find(checks, "vector").state()).isEqualTo(Check.State.OK);
  }

  @Test
  void missingNpmIsAWarningAndAFoundOneIsNamed() throws IOException {
    var checks = new MachineChecks(null, Map.of("PATH", folder.toString()), zips -> "");
    assertThat(find(checks, "npm").state()).isEqualTo(Check.State.WARNING);

    Path npm = Files.createFile(folder.resolve("npm"));
    assertThat(npm.toFile().setExecutable(true)).isTrue();
    assertThat(find(checks, "npm")).isEqualTo(Check.ok("npm", npm.toString()));
  }

  @Test
  void pluginsAreLoadedFromTheDistribution() {
    var loaded = new MachineChecks(folder, Map.of(), zips -> zips.getFileName() + " a, b");
    assertThat(find(loaded, "plugins")).isEqualTo(Check.ok("plugins", "plugins a, b"));
  }

  @Test
  void distributionWithoutPluginsOrWithABrokenOneFails() {
    var none = new MachineChecks(folder, Map.of(), zips -> "");
    assertThat(find(none, "plugins").state()).isEqualTo(Check.State.FAILED);

    var broken =
        new MachineChecks(
            folder,
            Map.of(),
            zips -> {
              throw LensException.user("bad-plugin", "plugin x does not load");
            });
    assertThat(find(broken, "plugins"))
        .isEqualTo(Check.failed("plugins", "plugin x does not load"));
  }

  @Test
  void diskLooksAtTheNearestFolderThatExists() {
    Path missing = folder.resolve("not/yet/there");
    var checks = new MachineChecks(null, Map.of("DJL_CACHE_DIR", missing.toString()), zips -> "");
    assertThat(find(checks, "disk").detail()).endsWith(folder.toString());
  }

  private static Check find(MachineChecks checks, String name) {
    return checks.run().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
