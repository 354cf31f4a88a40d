package io.sharelens.testkit;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.PluginConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The suite that every comparison plugin for two servers and a dealer runs: extend it, say which
 * factory, which messages and which figures, and all claims are checked by metering and recording.
 */
public abstract class ComparisonConformance implements ComparisonSubject {
  private final ComparisonChecks checks = new ComparisonChecks(this);

  @Override
  public ComparisonProtocol create(Server server) {
    return factory().create(PluginConfig.empty(factory().name()), server);
  }

  @TestFactory
  final Stream<DynamicTest> resultsAreRightAtEverySize() {
    int block = block();
    return each(
        o ->
            IntStream.of(1, 63, 64, 65, 1000, block - 1, block, block + 1)
                .forEach(n -> checks.correct(o, n)));
  }

  @TestFactory
  final Stream<DynamicTest> resultsAreRightWhereMasksMeetTheEndsOfTheRing() {
    return each(checks::correctAtMaskEdges);
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
  final Stream<DynamicTest> theDealersViewDoesNotDependOnTheData() {
    return each(checks::dealerLearnsNothing);
  }

  @TestFactory
  final Stream<DynamicTest> anEmptyTensorCostsNothing() {
    return each(o -> checks.correct(o, 0));
  }

  @Test
  final void traitsAreComplete() {
    ComparisonTraits traits = factory().traits();
    if (traits.parties() != 2 || !traits.dealer() || !traits.sharing().equals("additive")) {
      throw new AssertionError("this suite is for two servers and a dealer, not " + traits);
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
      new TwoServers(factory().correlations()).run(s -> factory().create(config, s));
    } catch (LensException e) {
      refused = e.code().equals("unknown-option");
    }
    if (!refused) {
      throw new AssertionError("an unknown option was taken");
    }
  }

  private static Stream<DynamicTest> each(Consumer<Operation> check) {
    List<Operation> all = Operation.all();
    return all.stream().map(o -> DynamicTest.dynamicTest(o.toString(), () -> check.accept(o)));
  }
}
