package io.sharelens.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.node.scheme.SchemeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemes of the distribution. */
class SchemesTest {
  private static final Path DIST = Path.of("src/main/dist");

  static List<Path> schemes() {
    return new Distribution(DIST).schemes();
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void eachIsNamedLikeItsFileAndItsBackboneAndComparisonComeAlong(Path file) throws IOException {
    SchemeFile scheme = SchemeFile.read(file);
    assertThat(scheme.name() + ".yaml").isEqualTo(String.valueOf(file.getFileName()));
    String pom = Files.readString(Path.of("pom.xml"));
    for (String plugin :
        Stream.of(scheme.backbone(), scheme.comparison(), scheme.index())
            .map(place -> place.plugin())
            .toList()) {
      assertThat(pom).contains("<artifactId>" + plugin + "</artifactId>");
    }
  }

  @Test
  void theDefaultIsOneOfThem() {
    Distribution here = new Distribution(DIST);
    assertThat(here.schemes()).contains(here.scheme(Distribution.DEFAULT_SCHEME));
    assertThat(SchemeFile.read(here.scheme(Distribution.DEFAULT_SCHEME)).comparison().plugin())
        .isEqualTo("cmp-lut");
  }
}
