package io.sharelens.node.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.spi.FeatureIndexFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {
  @TempDir Path root;
  private Path zips;

  @BeforeEach
  void folders() throws IOException {
    zips = Files.createDirectory(root.resolve("zips"));
  }

  @Test
  void loadsAZipAndKnowsItsHash() throws IOException {
    Path zip = plugin("good.zip", "good", ">=0.1.0", OneIndex.class);
    try (PluginHost host = host()) {
      assertThat(host.plugins())
          .containsExactly(
              new PluginIdentity("good", "1.0.0", CanonicalJson.sha256(Files.readAllBytes(zip))));
      var found = host.extensions(FeatureIndexFactory.class);
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().extension().name()).isEqualTo("one");
      // The plugin's own copy of the class, not the test's: it came from the zip.
      assertThat(found.getFirst().extension().getClass()).isNotEqualTo(OneIndex.class);
      var registry = new ExtensionRegistry<>("index", FeatureIndexFactory.class, host);
      assertThat(registry.get("one").plugin().id()).isEqualTo("good");
      assertThatThrownBy(() -> registry.get("two"))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("no plugin offers the index 'two'; there are [one]");
    }
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    plugin("a.zip", "a", ">=0.1.0", OneIndex.class);
    plugin("b.zip", "b", ">=0.1.0", OneIndex.class);
    try (PluginHost host = host()) {
      assertThatThrownBy(() -> new ExtensionRegistry<>("index", FeatureIndexFactory.class, host))
          .hasMessageContaining("two plugins offer the index 'one': a and b");
    }
  }

  @Test
  void anythingThatDoesNotLoadStopsTheStart() throws IOException {
    Path zip = plugin("new.zip", "new", ">=9.0.0", OneIndex.class);
    assertThatThrownBy(this::host)
        .isInstanceOf(LensException.class)
        .hasMessageContaining("new")
        .hasMessageContaining("requires platform >=9.0.0");
    Files.delete(zip);

    zip = plugin("none.zip", "none", ">=0.1.0");
    assertThatThrownBy(this::host).hasMessageContaining("none declares 0 extensions");
    Files.delete(zip);

    Files.writeString(zips.resolve("text.zip"), "not a zip");
    assertThatThrownBy(this::host).hasMessageContaining("text.zip");
    Files.delete(zips.resolve("text.zip"));

    zip(zips.resolve("slip.zip"), Map.of("../evil", new byte[1]));
    assertThatThrownBy(this::host).hasMessageContaining("leaves the folder");
    assertThat(root.resolve("evil")).doesNotExist();
    Files.delete(zips.resolve("slip.zip"));

    plugin("x.zip", "same", ">=0.1.0", OneIndex.class);
    plugin("y.zip", "same", ">=0.1.0 ", OneIndex.class);
    assertThatThrownBy(this::host).isInstanceOf(LensException.class).hasMessageContaining("same");
  }

  private PluginHost host() {
    return new PluginHost(zips, root.resolve("unpacked"), "0.1.0");
  }

  private Path plugin(String file, String id, String requires, Class<?>... extensions)
      throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    String properties =
        "plugin.id=%s\nplugin.version=1.0.0\nplugin.requires=%s\n".formatted(id, requires);
    entries.put("plugin.properties", properties.getBytes(StandardCharsets.UTF_8));
    StringBuilder index = new StringBuilder();
    for (Class<?> c : extensions) {
      String name = c.getName().replace('.', '/') + ".class";
      try (InputStream in = c.getClassLoader().getResourceAsStream(name)) {
        entries.put("classes/" + name, in.readAllBytes());
      }
      index.append(c.getName()).append('\n');
    }
    entries.put(
        "classes/META-INF/extensions.idx", index.toString().getBytes(StandardCharsets.UTF_8));
    Path zip = zips.resolve(file);
    zip(zip, entries);
    return zip;
  }

  private static void zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue());
        zip.closeEntry();
      }
    }
  }
}
