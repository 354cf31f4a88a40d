package io.sharelens.plugins.flaggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.federation.AggregatorFactory.AggregatorTraits;
import io.sharelens.spi.federation.TrainingWishes;
import io.sharelens.spi.federation.UpdateRules;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatorOptionsTest {
  private static AggregatorOptions options(Map<String, String> options) {
    return AggregatorOptions.of(new PluginConfig("fl-aggregator", options));
  }

  private static AggregatorTraits traits(Map<String, String> options) {
    return new FlAggregatorFactory().traits(new PluginConfig("fl-aggregator", options));
  }

  @Test
  void defaultsAreThePapersTrainingAndThreeOwners() {
    AggregatorOptions o = options(Map.of());
    assertThat(o.training()).isEqualTo(new TrainingWishes(10, 64, 0.01, 0.9, 5e-4, 0));
    assertThat(o.rules().minOwners()).isEqualTo(3);
    assertThat(o.rules().noise()).isZero();
    assertThat(o.rules().fractionBits()).isEqualTo(14);
    assertThat(traits(Map.of()).removable()).isTrue();
  }

  @Test
  void twoOwnersMustBeAskedForAndWarn() {
    assertThat(traits(Map.of()).leakage()).doesNotContain("WARNING");
    assertThat(traits(Map.of("min-owners", "2")).leakage())
        .contains("WARNING")
        .contains("subtracting its own");
    assertThatThrownBy(() -> options(Map.of("min-owners", "1")))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("min-owners");
  }

  @ParameterizedTest
  @CsvSource({"50,2000,0.5,0", "3,10,0.01,0", "1000,2000,1,0", "10,500,0.1,1", "3,100,5,4"})
  void sumsOfTheLargestUpdatesStayBelowTwoToTheThirty(
      int owners, int pictures, String clip, String noise) {
    UpdateRules r =
        options(
                Map.of(
                    "max-owners",
                    "" + owners,
                    "max-pictures",
                    "" + pictures,
                    "clip-value",
                    clip,
                    "noise-multiplier",
                    noise))
            .rules();
    double reach = (double) owners * pictures * r.clipValue() + 8 * r.noise() * Math.sqrt(owners);
    assertThat(reach * r.scale()).isLessThan(1 << 30);
    boolean tight = reach * r.scale() * 2 * (1 + 1e-5) + owners >= 1 << 30;
    assertThat(tight || r.fractionBits() == 24).isTrue();
    double losses = owners * (double) pictures * r.maxLoss() * r.lossScale();
    assertThat(losses).isLessThan(1 << 30);
  }

  @Test
  void optionsThatLeaveNoPrecisionAreRefused() {
    assertThatThrownBy(() -> options(Map.of("max-owners", "100000", "max-pictures", "1000000")))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("too large together");
  }

  @ParameterizedTest
  @CsvSource({
    "clip-norm,0",
    "clip-value,NaN",
    "delta,1",
    "rate,-1",
    "momentum,1",
    "optimiser,adam"
  })
  void impossibleValuesAreRefused(String key, String value) {
    assertThatThrownBy(() -> options(Map.of(key, value)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-option"));
  }
}
