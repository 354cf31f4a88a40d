package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins load their own classes first: a copy of a host class would be another type. */
class PluginZipIT {
  private static final List<String> HOST =
      List.of(
          "io/sharelens/mpc/",
          "io/sharelens/spi/",
          "io/sharelens/inference/",
          "io/sharelens/testkit/",
          "org/pf4j/",
          "org/slf4j/",
          "ch/qos/logback/",
          "org/jspecify/",
          "ai/djl/");

  static Stream<Path> zips() throws IOException {
    return Distribution.pluginZips().stream();
  }

  @Test
  void distributionHasThePluginsOfTheDefaultSchemes() throws IOException {
    assertThat(Distribution.pluginZips())
        .extracting(p -> p.getFileName().toString())
        .contains(
            zip("cmp-threemul"),
            zip("fl-aggregator"),
            zip("index-flat"),
            zip("index-hierarchical"),
            zip("model-resnet-split"),
            zip("model-squeezenet"),
            zip("model-vgg11"),
            zip("rank-masked-affine"),
            zip("rank-oblivious-topk"));
  }

  @ParameterizedTest
  @MethodSource("zips")
  void holdsNoClassOfTheHost(Path zip) throws IOException {
    List<String> classes = classes(zip);
    assertThat(classes).isNotEmpty();
    assertThat(classes).noneMatch(name -> HOST.stream().anyMatch(name::startsWith));
  }

  @ParameterizedTest
  @MethodSource("zips")
  void listsExtensionsThatItHolds(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<String> extensions =
          text(file, "classes/META-INF/extensions.idx")
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .toList();
      assertThat(extensions).isNotEmpty();
      assertThat(classes(zip))
          .containsAll(extensions.stream().map(name -> name.replace('.', '/') + ".class").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("zips")
  void describesItself(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Properties properties = new Properties();
      properties.load(
          new ByteArrayInputStream(
              text(file, "plugin.properties").getBytes(StandardCharsets.ISO_8859_1)));
      String version = System.getProperty("sharelens.version");
      assertThat(zip.getFileName().toString())
          .isEqualTo(properties.getProperty("plugin.id") + "-" + version + ".zip");
      assertThat(properties)
          .containsEntry("plugin.version", version)
          .containsEntry("plugin.requires", ">=0.1.0")
          .containsEntry("plugin.license", "Apache-2.0")
          .containsKeys("plugin.provider", "plugin.description");
      assertThat(properties.values()).noneMatch(value -> value.toString().contains("${"));
    }
  }

  private static String zip(String id) {
    return id + "-" + System.getProperty("sharelens.version") + ".zip";
  }

  /** Names as on a class path, of classes/ and of every library. */
  private static List<String> classes(Path zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".jar")) {
          try (InputStream jar = file.getInputStream(entry)) {
            addClasses(names, jar);
          }
        } else if (name.endsWith(".class")) {
          names.add(name.replaceFirst("^classes/", ""));
        }
      }
    }
    return names;
  }

  private static void addClasses(List<String> names, InputStream jar) throws IOException {
    ZipInputStream entries = new ZipInputStream(jar);
    for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
      if (e.getName().endsWith(".class")) {
        names.add(e.getName());
      }
    }
  }

  private static String text(ZipFile file, String name) throws IOException {
    ZipEntry entry = file.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
