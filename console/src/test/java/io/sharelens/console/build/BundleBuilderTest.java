package io.sharelens.console.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.console.BundleManifest;
import io.sharelens.console.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleBuilderTest {
  private static final String PAGE =
      """
      <link rel="stylesheet" href="../common/a.css">
      <meta name="lazy" content="../vendor/uplot.js">
      <script type="module" src="./main.js"></script>
      """;

  @TempDir private Path folder;
  private Path own;
  private Path jars;

  @BeforeEach
  void files() throws IOException {
    own = folder.resolve("own");
    jars = folder.resolve("jars");
    write(own.resolve("page/index.html"), PAGE);
    write(own.resolve("page/main.js"), "import {\n  b,\n} from '../common/b.js';\nb();\n");
    write(own.resolve("common/b.js"), "import './c.js';\nexport function b() {}\n");
    write(own.resolve("common/c.js"), "export const c = \"import 'x'\";\n");
    write(own.resolve("common/other.js"), "export const unused = 1;\n");
    write(own.resolve("common/a.css"), "p { margin: 0 }\n");
    for (String name :
        new String[] {
          "uPlot.esm.js", "uPlot.min.css", "LICENSE", "swagger-ui-bundle.js", "swagger-ui.css"
        }) {
      write(jars.resolve("x/" + name), name);
    }
  }

  @Test
  void everyFileThatLoadsHasItsHashInThePage() throws IOException {
    BundleManifest made = build("one");
    String page = Files.readString(folder.resolve("one/page/index.html"));
    for (String path :
        new String[] {"common/a.css", "page/main.js", "common/b.js", "common/c.js"}) {
      assertThat(page).contains("integrity=\"sha384-" + hash(path) + '"');
    }
    assertThat(page)
        .contains("<link rel=\"modulepreload\" href=\"../common/c.js\"")
        .contains("data-integrity=\"sha384-" + Hashes.sha384("uPlot.esm.js".getBytes()) + '"')
        .doesNotContain("other.js");
    assertThat(made.pages()).hasSize(1);
    assertThat(made.pages().getFirst().paths())
        .containsExactly(
            "common/a.css",
            "common/b.js",
            "common/c.js",
            "page/index.html",
            "page/main.js",
            "vendor/uplot.js");
  }

  @Test
  void theSameFilesGiveTheSameBundleAndAnyChangeAnother() throws IOException {
    BundleManifest first = build("one");
    assertThat(build("two")).isEqualTo(first);
    write(own.resolve("common/c.js"), "export const c = 2;\n");
    BundleManifest changed = build("three");
    assertThat(changed.pages().getFirst().hash()).isNotEqualTo(first.pages().getFirst().hash());
    write(own.resolve("common/other.js"), "export const unused = 2;\n");
    assertThat(build("four").pages()).isEqualTo(changed.pages());
  }

  @Test
  void filesOfAnEarlierBuildAreRemoved() throws IOException {
    build("one");
    Files.delete(own.resolve("common/other.js"));
    build("one");
    assertThat(folder.resolve("one/common/other.js")).doesNotExist();
  }

  @Test
  void whatWouldNotLoadFailsTheBuild() throws IOException {
    write(own.resolve("common/c.js"), "import { x } from './gone.js';\n");
    assertThatThrownBy(() -> build("one")).hasMessageContaining("common/gone.js");
    write(own.resolve("common/c.js"), "import { x } from 'package';\n");
    assertThatThrownBy(() -> build("one")).hasMessageContaining("only relative paths");
    write(own.resolve("common/c.js"), "");
    for (String inline :
        new String[] {"<script>x()</script>", "<p style=\"x\">", "<p onclick=\"x\">", "<style>"}) {
      write(own.resolve("page/index.html"), PAGE + inline);
      assertThatThrownBy(() -> build("one")).as(inline).hasMessageContaining("inline");
    }
  }

  private BundleManifest build(String target) throws IOException {
    return BundleBuilder.build(own, jars, folder.resolve(target));
  }

  private String hash(String path) throws IOException {
    return Hashes.sha384(Files.readAllBytes(own.resolve(path)));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
