package io.sharelens.plugins.flaggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.Aggregator.NoisyRound;
import io.sharelens.spi.federation.Aggregator.PrivacySpent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyAccountantTest {
  private static Aggregator with(String... options) {
    Map<String, String> map = new java.util.HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new FlAggregatorFactory().create(new PluginConfig("fl-aggregator", map));
  }

  /** Values of the standard normal distribution from tables. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.15865525393145705",
    "-1, 0.8413447460685429",
    "2.9999, 0.001350341282954924",
    "3.0001, 0.001349454913260718",
    "5, 2.866515718791939e-07",
    "-5, 0.9999997133484281",
    "10, 7.619853024160525e-24",
    "37, 5.725571222524577e-300"
  })
  void tailsAreThoseOfTheTables(double x, double tail) {
    assertThat(Math.exp(NormalTail.log(x))).isCloseTo(tail, within(1e-12 * tail));
  }

  /**
   * Deviations for (epsilon, 1e-5) and sensitivity 1, worked out apart from this code with
   * arbitrary precision; the classical bound sqrt(2 ln(1.25/delta))/epsilon is 4.84 for the first.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1e-5, 3.730631634815942",
    "0.5, 1e-5, 7.031826675582492",
    "8, 1e-5, 0.6002290721989516",
    "1, 1e-9, 5.495266157238296"
  })
  void epsilonIsThatOfTheAnalyticGaussianMechanism(double epsilon, double delta, double deviation) {
    assertThat(PrivacyAccountant.epsilon(1 / deviation, delta)).isCloseTo(epsilon, within(1e-9));
  }

  /** Delta of the mechanism with one deviation: Phi(-1/2) - e Phi(-3/2). */
  @Test
  void deltaIsTheFormula() {
    assertThat(PrivacyAccountant.delta(1, 1)).isCloseTo(0.126936737507, within(1e-11));
    assertThat(PrivacyAccountant.delta(1, 0)).isCloseTo(0.382924922548, within(1e-11));
  }

  @Test
  void roundsComposeAsOneWithLessNoise() {
    Aggregator z2 = with("noise-multiplier", "2");
    Aggregator z1 = with("noise-multiplier", "1");
    double four = spent(z2, 3, 3, 3, 3).epsilon();
    assertThat(four).isCloseTo(spent(z1, 3).epsilon(), within(1e-9));
    assertThat(spent(z2, 3).epsilon()).isLessThan(four);
  }

  @Test
  void moreContributorsBringMoreNoise() {
    Aggregator z = with("noise-multiplier", "1");
    assertThat(spent(z, 12).epsilon())
        .isCloseTo(spent(with("noise-multiplier", "2"), 3).epsilon(), within(1e-9));
  }

  @Test
  void theSmallestRoundHasTheNoiseOfTheOption() {
    Aggregator z = with("noise-multiplier", "3.730631634815942", "min-owners", "5");
    PrivacySpent spent = spent(z, 5);
    assertThat(spent.epsilon()).isCloseTo(1, within(1e-9));
    assertThat(spent.delta()).isEqualTo(1e-5);
    assertThat(spent.rounds()).isEqualTo(1);
    double sensitivity = z.rules().maxPictures() * z.rules().clipNorm();
    assertThat(z.rules().noise() * Math.sqrt(5) / sensitivity)
        .isCloseTo(3.730631634815942, within(1e-12));
  }

  @Test
  void withoutNoiseThereIsNoStatement() {
    assertThat(with().privacy(List.of(new NoisyRound(5)))).isEmpty();
    assertThat(with().rules().noise()).isZero();
    assertThat(spent(with("noise-multiplier", "1")).epsilon()).isZero();
  }

  @Test
  void manyRoundsStayFinite() {
    Aggregator z = with("noise-multiplier", "0.1");
    List<NoisyRound> many = Collections.nCopies(1000, new NoisyRound(3));
    assertThat(z.privacy(many).orElseThrow().epsilon()).isBetween(1000.0, 1e6);
  }

  private static PrivacySpent spent(Aggregator aggregator, int... contributors) {
    return aggregator
        .privacy(java.util.Arrays.stream(contributors).mapToObj(NoisyRound::new).toList())
        .orElseThrow();
  }
}
