package io.sharelens.node.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.runtime.ClassPathPlugins;
import io.sharelens.spi.FeatureSpec;
import org.junit.jupiter.api.Test;

class SchemeTest {
  private static final String GOOD =
      """
      name: flsir
      parties: 2
      backbone: {plugin: model-vgg11}
      comparison: {plugin: cmp-threemul}
      index: {plugin: index-flat, options: {normalisation: sum}}
      ranking: {plugin: masked-affine}
      """;

  @Test
  void resolvesAndTellsWhatLeaks() {
    Scheme scheme = scheme(GOOD);
    assertThat(scheme.plugins()).hasSize(4);
    assertThat(scheme.leakage()).hasSize(4).anyMatch(l -> l.startsWith("masked-affine: "));
    assertThat(scheme.correlations()).isNotEmpty();
    scheme.checkFeatures(new FeatureSpec(512, 10, 1 << 12, 1 << 16));
  }

  @Test
  void digestIsThatOfTheMeaning() {
    String sameInOtherWords =
        """
        ranking:
          plugin: masked-affine
        index:
          options: {normalisation: 'sum'}
          plugin: index-flat
        comparison: {plugin: cmp-threemul, options: {}}
        backbone: {plugin: model-vgg11}
        parties: 2
        name: flsir
        """;
    assertThat(SchemeFile.parse(sameInOtherWords, "x").digest())
        .isEqualTo(SchemeFile.parse(GOOD, "y").digest());
    assertThat(SchemeFile.parse(GOOD.replace("sum", "l2"), "z").digest())
        .isNotEqualTo(SchemeFile.parse(GOOD, "y").digest());
  }

  @Test
  void aggregatorIsOptionalAndChecked() {
    assertThat(scheme(GOOD).aggregator()).isEmpty();
    // Digests of schemes without one stay what they were: nodes compare them.
    assertThat(CanonicalJson.text(SchemeFile.parse(GOOD, "x"))).doesNotContain("aggregator");
    Scheme with = scheme(GOOD + "aggregator: {plugin: fl-aggregator}\n");
    assertThat(with.aggregator()).isPresent();
    assertThat(with.plugins()).hasSize(5);
    assertThat(with.leakage()).hasSize(5).anyMatch(l -> l.startsWith("fl-aggregator: "));
    refused(GOOD + "aggregator: {plugin: fl-nothing}\n", "fl-nothing");
    refused(
        GOOD + "aggregator: {plugin: fl-aggregator, options: {magic: 1}}\n",
        "scheme flsir: fl-aggregator has no option 'magic'");
  }

  @Test
  void refusesWithTheReason() {
    refused(GOOD.replace("cmp-threemul", "cmp-nothing"), "there are [cmp-adder, cmp-threemul]");
    refused(GOOD.replace("parties: 2", "parties: 3"), "cmp-threemul needs 2 servers");
    refused(GOOD.replace("parties: 2", "parties: 4"), "not 4");
    refused(GOOD.replace("normalisation: sum", "normalisation: max"), "normalisation");
    refused(GOOD.replace("normalisation: sum", "normalization: sum"), "normalization");
    refused(GOOD + "speed: 9\n", "speed");
    refused(GOOD.replace("ranking: {plugin: masked-affine}", ""), "ranking");
    refused("", "scheme test");
    refused("name: [", "scheme test");
  }

  private static void refused(String yaml, String reason) {
    assertThatThrownBy(() -> scheme(yaml))
        .isInstanceOf(LensException.class)
        .hasMessageContaining(reason);
  }

  private static Scheme scheme(String yaml) {
    return new Scheme(SchemeFile.parse(yaml, "test"), new ClassPathPlugins("hash"));
  }
}
