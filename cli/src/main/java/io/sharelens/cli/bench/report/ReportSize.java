package io.sharelens.cli.bench.report;

import io.sharelens.link.LinkProfile;
import java.util.List;

/**
 * How much a report measures.
 *
 * @param elements of a batch of comparisons
 * @param block elements that every protocol does in one block
 * @param repeats of short works; the least time counts
 * @param inputs heights and widths of pictures, ascending; the last is the main one
 * @param usualInputs whether other backbones take their own usual input, or the main one
 * @param batch pictures of a batch
 * @param items rows in the store
 * @param dimension numbers in a feature
 * @param k results
 * @param linkInput height and width of pictures over slow links
 * @param links between the parties
 * @param kernelSeconds for each kernel and shape
 */
record ReportSize(
    String name,
    int elements,
    int block,
    int repeats,
    List<Integer> inputs,
    boolean usualInputs,
    int batch,
    List<Integer> items,
    int dimension,
    int k,
    int linkInput,
    List<LinkProfile> links,
    double kernelSeconds) {
  static ReportSize full() {
    return new ReportSize(
        "full",
        1_000_000,
        1000,
        5,
        List.of(32, 64, 112, 160, 224),
        true,
        8,
        List.of(1000, 10_000, 100_000),
        512,
        50,
        64,
        LinkProfile.presets(),
        0.6);
  }

  /** Everything once, as small as it goes: for tests. */
  static ReportSize quick() {
    return new ReportSize(
        "quick",
        4096,
        256,
        1,
        List.of(32),
        false,
        2,
        List.of(20, 40),
        16,
        5,
        32,
        List.of(LinkProfile.named("dc")),
        0.02);
  }

  int mainInput() {
    return inputs.getLast();
  }
}
