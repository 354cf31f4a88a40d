package io.sharelens.plugins.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.TwoServers;
import org.junit.jupiter.api.Test;

class SkeletonFactoryTest {
  private final SkeletonFactory factory = new SkeletonFactory();

  @Test
  void saysThatItIsEmpty() {
    PluginConfig config = PluginConfig.empty(factory.name());
    assertThatThrownBy(() -> new TwoServers().run(s -> factory.create(config, s)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("not-implemented"))
        .hasMessageContaining("cmp-skeleton is not implemented: create()");
    assertThatThrownBy(factory::maxCost).hasMessageContaining("maxCost()");
  }
}
