package io.sharelens.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How files are named, how long they are, and that null analysis sees every package. */
class SourcesTest {
  private static final int LONGEST_FILE = 500;

  @Test
  void noClassIsAHeapOfLeftovers() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..")
        .check(Modules.CLASSES);
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sharelens.cli..", "io.sharelens.testkit..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(Modules.CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    TreeSet<Path> packages = new TreeSet<>();
    Modules.sources().forEach(f -> packages.add(f.getParent()));
    List<Path> unmarked =
        packages.stream()
            .map(p -> p.resolve("package-info.java"))
            .filter(p -> !contains(p, "@NullMarked"))
            .toList();
    assertThat(unmarked).isEmpty();
    assertThat(packages).hasSizeGreaterThan(20);
  }

  @Test
  void filesStayShort() {
    assertThat(Modules.sources())
        .allSatisfy(
            file -> {
              try (Stream<String> lines = Files.lines(file)) {
                assertThat(lines.count()).isLessThanOrEqualTo(LONGEST_FILE);
              }
            });
  }

  @Test
  void noPackageIsSplitBetweenModules() {
    assertThat(
            Modules.folders().stream()
                .map(m -> m.resolve("src/main/java"))
                .flatMap(
                    root ->
                        Modules.sources().stream()
                            .filter(f -> f.startsWith(root))
                            .map(f -> root.relativize(f.getParent()).toString())
                            .distinct()))
        .doesNotHaveDuplicates();
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }
}
