package io.sharelens.plugins.indexhierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.FeatureIndexFactory.IndexTraits;
import io.sharelens.spi.PluginConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options, their defaults, and what they reveal. */
class TreeOptionsTest {
  private static PluginConfig config(String... keysAndValues) {
    Map<String, String> options =
        switch (keysAndValues.length) {
          case 0 -> Map.of();
          case 2 -> Map.of(keysAndValues[0], keysAndValues[1]);
          default -> Map.of(keysAndValues[0], keysAndValues[1], keysAndValues[2], keysAndValues[3]);
        };
    return new PluginConfig(HierarchicalIndexFactory.NAME, options);
  }

  @Test
  void defaultsFollowTheNumberOfPictures() {
    TreeOptions one = TreeOptions.of(config());
    assertThat(one.fanoutFor(5000)).isEqualTo(71);
    assertThat(one.nodes(5000)).isEqualTo(71);
    assertThat(one.visits(71)).isEqualTo(12);
    assertThat(one.sampleFor(71)).isEqualTo(71 * 32);
    assertThat(new int[] {one.nodes(0), one.nodes(1), one.nodes(2), one.nodes(3)})
        .containsExactly(0, 1, 1, 2);
    TreeOptions two = TreeOptions.of(config("levels", "2"));
    assertThat(two.fanoutFor(5000)).isEqualTo(17);
    assertThat(two.nodes(5000)).isEqualTo(17 + 17 * 17);
    assertThat(two.nodes(3)).isEqualTo(1 + 1);
    assertThat(TreeOptions.of(config("fanout", "300", "levels", "2")).nodes(1000))
        .isEqualTo(300 + 1000);
  }

  @Test
  void traitsSayWhatOptionsReveal() {
    HierarchicalIndexFactory factory = new HierarchicalIndexFactory();
    IndexTraits some = factory.traits(config());
    assertThat(some.openings()).containsExactly("index.clusters");
    assertThat(some.leakage()).contains("which pictures are alike", "clusters every search");
    IndexTraits all = factory.traits(config("beam", "all"));
    assertThat(all.openings()).isEmpty();
    assertThat(all.leakage()).isEqualTo("nothing");
  }

  @Test
  void refusesWhatIsNotOffered() {
    assertRefused("not-offered", "build", "owner");
    assertRefused("bad-option", "build", "clear");
    assertRefused("bad-option", "beam", "0");
    assertRefused("bad-option", "beam", "many");
    assertRefused("bad-option", "levels", "3");
    assertRefused("bad-option", "fanout", "1");
    assertRefused("unknown-option", "depth", "1");
  }

  private static void assertRefused(String code, String key, String value) {
    assertThatThrownBy(() -> TreeOptions.of(config(key, value)))
        .isInstanceOf(LensException.class)
        .extracting(e -> ((LensException) e).code())
        .isEqualTo(code);
  }
}
