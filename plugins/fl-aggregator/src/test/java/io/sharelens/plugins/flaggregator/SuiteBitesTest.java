package io.sharelens.plugins.flaggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.AggregatorFactory;
import io.sharelens.spi.federation.ServerOptimiser;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.TrainingWishes;
import io.sharelens.spi.federation.UpdateRules;
import io.sharelens.testkit.AggregatorConformance;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The suite fails on aggregations that are wrong in one respect. */
class SuiteBitesTest {
  private static final Opening MORE = new Opening("fl.sum-of-updates");

  /** What an aggregation does wrong before it opens the sum. */
  @FunctionalInterface
  private interface Fault {
    SumProgramme before(PartyContext context, SumProgramme programme);
  }

  @Test
  void openingAnOwnersShareIsFound() {
    assertThat(failed(SuiteBitesTest::openTheFirst)).contains("nothingIsOpenedButTheSum");
  }

  @Test
  void openingAnOwnersShareBesidesTheLedgerIsFound() {
    assertThat(failed(SuiteBitesTest::exchangeTheFirst)).contains("nothingIsOpenedButTheSum");
  }

  @Test
  void leavingAnOwnerOutIsFound() {
    assertThat(
            failed(
                (context, p) ->
                    new SumProgramme(
                        p.words(),
                        p.parameters(),
                        p.pictures(),
                        p.updates().subList(0, p.updates().size() - 1),
                        List.of())))
        .contains("theSumIsThatOfTheUpdatesToTheWord");
  }

  @Test
  void theRealOnePasses() {
    assertThat(failed((context, p) -> p)).isEmpty();
  }

  private static SumProgramme openTheFirst(PartyContext context, SumProgramme p) {
    Arithmetic arithmetic = context.arithmetic();
    int[] first = firstWord(p);
    arithmetic.open(new AdditiveTensor(Shape.of(1), first), MORE);
    return continued(p, first);
  }

  private static SumProgramme exchangeTheFirst(PartyContext context, SumProgramme p) {
    int[] first = firstWord(p);
    Words.exchange(context.channel(3 - context.arithmetic().party()), first, new int[1]);
    return continued(p, first);
  }

  private static int[] firstWord(SumProgramme p) {
    int[] first = new int[1];
    p.updates().getFirst().read(first);
    return first;
  }

  /** The same programme, the first share of which gives its first word once more. */
  private static SumProgramme continued(SumProgramme p, int[] first) {
    List<io.sharelens.spi.federation.UpdateShare> updates = new java.util.ArrayList<>(p.updates());
    boolean[] begun = new boolean[1];
    updates.set(
        0,
        out -> {
          if (begun[0]) {
            p.updates().getFirst().read(out);
            return;
          }
          begun[0] = true;
          int[] rest = new int[out.length - 1];
          p.updates().getFirst().read(rest);
          out[0] = first[0];
          System.arraycopy(rest, 0, out, 1, rest.length);
        });
    return new SumProgramme(p.words(), p.parameters(), p.pictures(), updates, p.removals());
  }

  /** Names of the suite's tests that fail. */
  private static List<String> failed(Fault fault) {
    Subject subject = new Subject(fault);
    return java.util.stream.Stream.of(AggregatorConformance.class.getDeclaredMethods())
        .filter(m -> m.isAnnotationPresent(Test.class))
        .filter(
            m ->
                List.of("nothingIsOpenedButTheSum", "theSumIsThatOfTheUpdatesToTheWord")
                    .contains(m.getName()))
        .filter(m -> fails(m, subject))
        .map(Method::getName)
        .toList();
  }

  private static boolean fails(Method test, Subject subject) {
    try {
      test.setAccessible(true);
      test.invoke(subject);
      return false;
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static final class Subject extends AggregatorConformance {
    private final Fault fault;

    Subject(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected AggregatorFactory factory() {
      return new Faulty(fault);
    }

    @Override
    protected Map<String, String> options() {
      return Map.of("min-owners", "2");
    }
  }

  private record Faulty(Fault fault) implements AggregatorFactory {
    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public AggregatorTraits traits(PluginConfig config) {
      return new FlAggregatorFactory().traits(config);
    }

    @Override
    public Aggregator create(PluginConfig config) {
      return new FaultyAggregator(new FlAggregatorFactory().create(config), fault);
    }
  }

  private record FaultyAggregator(Aggregator real, Fault fault) implements Aggregator {
    @Override
    public UpdateRules rules() {
      UpdateRules r = real.rules();
      // The suite gives one more than this asks for, so that the real one accepts one less.
      return new UpdateRules(
          r.minOwners() + 1,
          r.maxOwners(),
          r.maxPictures(),
          r.clipNorm(),
          r.clipValue(),
          r.fractionBits(),
          r.lossScale(),
          r.maxLoss(),
          r.noise());
    }

    @Override
    public TrainingWishes training() {
      return real.training();
    }

    @Override
    public void open(PartyContext context, SumProgramme programme, SumSink sink) {
      real.open(context, fault.before(context, programme), sink);
    }

    @Override
    public ServerOptimiser optimiser() {
      return real.optimiser();
    }

    @Override
    public Optional<PrivacySpent> privacy(List<NoisyRound> rounds) {
      return real.privacy(rounds);
    }
  }
}
