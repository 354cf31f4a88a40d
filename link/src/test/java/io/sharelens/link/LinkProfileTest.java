package io.sharelens.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import org.junit.jupiter.api.Test;

class LinkProfileTest {
  @Test
  void presetsAreFoundByName() {
    assertThat(LinkProfile.presets())
        .extracting(LinkProfile::text)
        .containsExactly("1 ms, 10 Gbit/s", "20 ms, 1 Gbit/s", "80 ms, 100 Mbit/s");
    assertThat(LinkProfile.named("wan")).isEqualTo(LinkProfile.presets().getLast());
    assertThat(LinkProfile.named("none")).isEqualTo(LinkProfile.NONE);
    assertThat(LinkProfile.named("wan").bytesPerSecond()).isEqualTo(12.5e6);
    assertThat(LinkProfile.NONE.bytesPerSecond()).isInfinite();
  }

  @Test
  void nonsenseIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> LinkProfile.named("moon"))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("dc, region, wan");
    assertThatThrownBy(() -> new LinkProfile("x", -1, 0)).isInstanceOf(LensException.class);
    assertThatThrownBy(() -> new LinkProfile("x", Double.NaN, 0)).isInstanceOf(LensException.class);
    assertThatThrownBy(() -> new LinkProfile("x", 0, -5)).isInstanceOf(LensException.class);
  }
}
