package io.sharelens.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import io.sharelens.client.reconstruct.Reconstruction;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Who may see a secret, and where randomness comes from. */
class SecretsTest {
  private static final String RECONSTRUCT = "io.sharelens.client.reconstruct..";

  /** Others hold what was found, but shares are added up in one place. */
  @Test
  void onlyOnePackageAddsSharesUp() {
    noClasses()
        .that()
        .resideOutsideOfPackage(RECONSTRUCT)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(Reconstruction.class.getName())
        .check(Modules.CLASSES);
  }

  /** Nodes see shares and nothing that came of them. */
  @Test
  void nodesKnowNoClient() {
    noClasses()
        .that()
        .resideInAnyPackage("io.sharelens.node..", "io.sharelens.plugins..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sharelens.client..")
        .check(Modules.CLASSES);
  }

  @Test
  void nothingElseIsCalledReconstruct() {
    noMethods()
        .that()
        .areDeclaredInClassesThat(
            resideInAnyPackage("io.sharelens.client..", "io.sharelens.testkit..")
                .negate()
                .as("reside outside of client and testkit"))
        .should()
        .haveNameMatching("(?i).*reconstruct.*")
        .check(Modules.CLASSES);
  }

  /** Nodes, agent and commands run protocols; none of them reveals a value on its own. */
  @Test
  void onlyProtocolsOpen() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sharelens.mpc..",
            "io.sharelens.inference..",
            "io.sharelens.plugins..",
            "io.sharelens.testkit..")
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Arithmetic.class)))
                .and(target(nameMatching("open(Bits|Stream)?"))))
        .check(Modules.CLASSES);
  }

  /** Otherwise the ledger could be told something else than what happened. */
  @Test
  void onlyArithmeticWritesTheLedger() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sharelens.mpc.arithmetic..",
            "io.sharelens.mpc.replicated..",
            "io.sharelens.testkit..")
        .should()
        .callMethodWhere(
            target(owner(name(OpeningLedger.class.getName()))).and(target(name("record"))))
        .check(Modules.CLASSES);
  }

  @Test
  void openingMethodsTakeAToken() {
    methods()
        .that()
        .areDeclaredIn(Arithmetic.class)
        .and()
        .haveNameMatching("open.*")
        .should()
        .haveRawParameterTypes(
            describe(
                "the last of which is an Opening",
                types -> types.getLast().isEquivalentTo(Opening.class)))
        .check(Modules.CLASSES);
  }

  /**
   * Public are also the waiting time before a request is repeated, generated pictures, the order of
   * training pictures, first weights, how an experiment splits pictures, and the drawn inputs that
   * every node has to draw alike.
   */
  @Test
  void predictableGeneratorsExistOnlyWhereNothingIsSecret() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sharelens.testkit..",
            "io.sharelens.client.transport..",
            "io.sharelens.owner.photos..",
            "io.sharelens.owner.train..",
            "io.sharelens.cli.evaluate..")
        .and()
        .areNotAssignableTo(Calibration.class)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(Modules.CLASSES);
  }

  /** First weights and the order of training pictures are public; what others draw is not. */
  @Test
  void namedGeneratorsAreNotForSecrets() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sharelens.mpc..",
            "io.sharelens.spi..",
            "io.sharelens.plugins..",
            "io.sharelens.node..",
            "io.sharelens.client..")
        .should()
        .callMethod(RandomGenerator.class, "of", String.class)
        .orShould()
        .callMethod(RandomGenerator.class, "getDefault")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(RandomGeneratorFactory.class)
        .check(Modules.CLASSES);
  }
}
