package io.sharelens.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.inference.model.FloatTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between modules, by package: mpc &lt; spi &lt; inference &lt; node, client &lt; owner.
 */
class ModuleArrowsTest {
  /** Package under io.sharelens to the packages under io.sharelens that it may know. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put("mpc", List.of());
    ARROWS.put("spi", List.of("mpc"));
    ARROWS.put("inference", List.of("mpc", "spi"));
    ARROWS.put("link", List.of("mpc"));
    ARROWS.put("testkit", List.of("mpc", "spi", "inference", "link"));
    ARROWS.put("plugins", List.of("mpc", "spi"));
    ARROWS.put("api", List.of());
    ARROWS.put("console", List.of());
    ARROWS.put("node", List.of("mpc", "spi", "inference", "api", "console"));
    ARROWS.put("client", List.of("mpc", "spi", "inference", "api"));
    ARROWS.put("owner", List.of("mpc", "spi", "inference", "api", "client", "console"));
    ARROWS.put(
        "cli",
        List.of("mpc", "spi", "inference", "api", "node", "client", "owner", "link", "console"));
  }

  static Stream<Arguments> arrows() {
    return ARROWS.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0} knows only {1}")
  @MethodSource("arrows")
  void moduleKnowsOnly(String module, List<String> allowed) {
    String[] others =
        ARROWS.keySet().stream()
            .filter(m -> !m.equals(module) && !allowed.contains(m))
            .map(ModuleArrowsTest::tree)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(tree(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(Modules.CLASSES);
  }

  @Test
  void everyClassBelongsToAModuleOfTheTable() {
    String[] packages = ARROWS.keySet().stream().map(ModuleArrowsTest::tree).toArray(String[]::new);
    classes().should().resideInAnyPackage(packages).check(Modules.CLASSES);
    assertThat(Modules.CLASSES.size()).isGreaterThan(100);
  }

  @Test
  void mpcIsUsableAlone() {
    knowsOnly("mpc", "jdk.incubator.vector..", "org.slf4j..");
  }

  @Test
  void extensionPointsKnowOnlyThePluginLibrary() {
    knowsOnly("spi", "io.sharelens.mpc..", "org.pf4j..");
  }

  @Test
  void pluginsKnowOnlyWhatTheHostProvides() {
    knowsOnly(
        "plugins",
        "io.sharelens.mpc..",
        "io.sharelens.spi..",
        "jdk.incubator.vector..",
        "org.pf4j..",
        "org.slf4j..");
  }

  @Test
  void pluginsDoNotKnowEachOther() {
    slices()
        .matching("io.sharelens.plugins.(*)..")
        .should()
        .notDependOnEachOther()
        .check(Modules.CLASSES);
  }

  @Test
  void restDocumentsAreData() {
    knowsOnly("api", "com.fasterxml.jackson.annotation..");
  }

  @Test
  void nativeTrainingLibraryStaysInTheOwnersAgent() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sharelens.owner..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(Modules.CLASSES);
  }

  @Test
  void packagesOfAModuleFormNoCycle() {
    for (String module : ARROWS.keySet()) {
      slices()
          .matching("io.sharelens." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          // A value: a model holds its plan, and planning reads weights.
          .ignoreDependency(alwaysTrue(), type(FloatTensor.class))
          .allowEmptyShould(true)
          .check(Modules.CLASSES);
    }
  }

  private static void knowsOnly(String module, String... libraries) {
    Stream<String> always = Stream.of(tree(module), "java..", "javax..", "org.jspecify..");
    classes()
        .that()
        .resideInAPackage(tree(module))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(Stream.concat(always, Arrays.stream(libraries)).toArray(String[]::new))
        .check(Modules.CLASSES);
  }

  private static String tree(String module) {
    return "io.sharelens." + module + "..";
  }
}
