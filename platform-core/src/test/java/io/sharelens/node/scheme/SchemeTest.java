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

  @Test
  void threeServersHaveNoDealer() {
    String three =
        """
        name: fast3
        parties: 3
        backbone: {plugin: model-vgg11}
        comparison: {plugin: cmp-adder}
        index: {plugin: index-flat, options: {normalisation: sum}}
        ranking: {plugin: oblivious-topk}
        aggregator: {plugin: fl-aggregator}
        """;
    Scheme scheme = scheme(three);
    assertThat(scheme.threeServers()).isTrue();
    assertThat(scheme(GOOD).threeServers()).isFalse();
    // Rows of the two families cannot be mixed, whatever the index.
    assertThat(scheme.indexName()).startsWith(scheme(GOOD).indexName()).endsWith("-r3");
    // Nodes 1 and 2 add updates up as ever, but taking one out needs a dealer's truncation.
    assertThat(scheme.aggregatorTraits().orElseThrow().parties()).isEqualTo(2);
    assertThat(scheme.aggregatorTraits().orElseThrow().removable()).isFalse();
    assertThat(
            scheme(GOOD + "aggregator: {plugin: fl-aggregator}\n")
                .aggregatorTraits()
                .orElseThrow()
                .removable())
        .isTrue();
    refused(three.replace("oblivious-topk", "masked-affine"), "masked-affine needs a dealer");
    refused(three.replace("cmp-adder", "cmp-threemul"), "cmp-threemul needs 2 servers");
    refused(three.replace("parties: 3", "parties: 2"), "cmp-adder needs 3 servers");
    // Options of every plugin are checked, though a three-server comparison needs a session.
    refused(three.replace("sum", "max"), "normalisation");
    refused(
        three.replace("{plugin: cmp-adder}", "{plugin: cmp-adder, options: {fast: 1}}"), "fast");
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
