package io.sharelens.mpc.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrgSeekTest {
  private static final Seed SEED =
      Seed.of("0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 4080, 4096, 4112, 1 << 20})
  void laterPlacesOfAStreamAreThoseOfTheWholeStream(int offset) {
    byte[] whole = new byte[offset + 5000];
    new Prg(SEED, 3).bytes(whole);
    byte[] part = new byte[5000];
    Prg.at(SEED, 3, offset).bytes(part);
    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, offset, offset + 5000));
  }

  @Test
  void onlyWholeBlocksCanBePassedOver() {
    for (long offset : new long[] {-16, 1, 15, 17}) {
      assertThatThrownBy(() -> Prg.at(SEED, 3, offset)).isInstanceOf(LensException.class);
    }
  }
}
