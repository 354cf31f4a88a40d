package io.sharelens.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.node.runtime.ClassPathPlugins;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
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
  void threeServersHoldHalfAsMany() {
    String two =
        """
        name: any
        parties: 2
        backbone: {plugin: model-vgg11}
        comparison: {plugin: cmp-threemul}
        index: {plugin: index-flat}
        ranking: {plugin: oblivious-topk}
        """;
    String three = two.replace("parties: 2", "parties: 3").replace("cmp-threemul", "cmp-adder");
    assertThat(BatchMemory.parts(scheme(two))).isEqualTo(1);
    assertThat(BatchMemory.parts(scheme(three))).isEqualTo(2);
  }

  private static Scheme scheme(String yaml) {
    return new Scheme(SchemeFile.parse(yaml, "test"), new ClassPathPlugins("hash"));
  }

  @Test
  void oneIsAlwaysTried() {
    assertThat(BatchMemory.pictures(16, 1, VGG11_AT_224)).isEqualTo(1);
    assertThat(BatchMemory.pictures(16, BatchMemory.words(), 1)).isEqualTo(16);
  }
}
