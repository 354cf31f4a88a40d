package io.sharelens.testkit;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.PluginConfig;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The suite that every comparison plugin for three servers runs: extend it, say which factory and
 * which figures, and all claims are checked by metering and recording.
 */
public abstract class ReplicatedComparisonConformance implements ReplicatedComparisonSubject {
  private final ReplicatedComparisonChecks checks = new ReplicatedComparisonChecks(this);

  @TestFactory
  final Stream<DynamicTest> resultsAreRightAtEverySize() {
    int block = block();
    return each(
        o ->
            IntStream.of(1, 63, 64, 65, 1000, block - 1, block, block + 1)
                .forEach(n -> checks.correct(o, n)));
  }

  @Test
  final void signsAreRightWhereValuesAreKnownToBeSmall() {
    IntStream.of(2, 3, 7, 18, 31, 32).forEach(checks::correctWithFewBits);
  }

  @TestFactory
  final Stream<DynamicTest> meteredCostIsTheDeclaredAndThePinnedOne() {
    return each(checks::costs);
  }

  @TestFactory
  final Stream<DynamicTest> allThatAPartySeesIsUniform() {
    return each(checks::uniform);
  }

  @TestFactory
  final Stream<DynamicTest> anEmptyTensorCostsNothing() {
    return each(o -> checks.correct(o, 0));
  }

  @Test
  final void traitsAreComplete() {
    ComparisonTraits traits = factory().traits();
    if (traits.parties() != 3 || traits.dealer() || !traits.sharing().equals("replicated")) {
      throw new AssertionError("this suite is for three servers, not " + traits);
    }
    if (!factory().correlations().isEmpty()) {
      throw new AssertionError("without a dealer there is nothing to deal");
    }
    if (traits.source().isBlank() || traits.leakage().isBlank()) {
      throw new AssertionError("source and leakage must be stated");
    }
  }

  @Test
  final void unknownOptionsAreRefused() {
    PluginConfig config = new PluginConfig(factory().name(), Map.of("no-such-option", "1"));
    boolean refused = false;
    try {
      new ThreeServers().run(s -> factory().create(config, s));
    } catch (LensException e) {
      refused = e.code().equals("unknown-option");
    }
    if (!refused) {
      throw new AssertionError("an unknown option was taken");
    }
  }

  private static Stream<DynamicTest> each(Consumer<Operation> check) {
    return Operation.all().stream()
        .map(o -> DynamicTest.dynamicTest(o.toString(), () -> check.accept(o)));
  }
}
