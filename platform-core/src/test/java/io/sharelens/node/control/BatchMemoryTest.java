package io.sharelens.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchMemoryTest {
  private static final long VGG11_AT_224 = 64 * 224 * 224;

  @Test
  void twoGigabytesHoldEightPicturesOfVgg11() {
    long words = (2L << 30) / 64;
    assertThat(BatchMemory.pictures(16, words, VGG11_AT_224)).isEqualTo(10);
    assertThat(BatchMemory.pictures(8, words, VGG11_AT_224)).isEqualTo(8);
  }

  @Test
  void oneIsAlwaysTried() {
    assertThat(BatchMemory.pictures(16, 1, VGG11_AT_224)).isEqualTo(1);
    assertThat(BatchMemory.pictures(16, BatchMemory.words(), 1)).isEqualTo(16);
  }
}
