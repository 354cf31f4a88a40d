package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchSpec.Effort;
import io.sharelens.link.LinkProfile;
import java.util.List;

/**
 * How much a report measures.
 *
 * @param fresh whether each group of works has processes of its own, which nothing else has warmed
 *     or slowed
 * @param elements of a batch of comparisons
 * @param block elements that every protocol does in one block
 * @param effort of timing
 * @param linkEffort of timing over slow links
 * @param inputs heights and widths of pictures, ascending; the last is the main one
 * @param usualInputs whether other backbones take their own usual input, or the main one
 * @param batch pictures of a batch
 * @param items rows in the store
 * @param dimension numbers in a feature
 * @param k results
 * @param linkInput height and width of pictures over slow links
 * @param links between the parties
 * @param kernelSeconds for each kernel and shape
 * @param largestKernel multiply-adds of the largest shape
 */
record ReportSize(
    String name,
    boolean fresh,
    int elements,
    int block,
    Effort effort,
    Effort linkEffort,
    List<Integer> inputs,
    boolean usualInputs,
    int batch,
    List<Integer> items,
    int dimension,
    int k,
    int linkInput,
    List<LinkProfile> links,
    double kernelSeconds,
    long largestKernel) {
  static ReportSize full() {
    return new ReportSize(
        "full",
        true,
        1_000_000,
        1000,
        new Effort(4, 1.5, 1),
        new Effort(1.5, 0, 1),
        List.of(32, 64, 112, 160, 224),
        true,
        8,
        List.of(1000, 10_000, 100_000),
        512,
        50,
        64,
        LinkProfile.presets(),
        0.6,
        Long.MAX_VALUE);
  }

  /** Everything once, as small as it goes: for tests. */
  static ReportSize quick() {
    return new ReportSize(
        "quick",
        false,
        4096,
        256,
        Effort.ONCE,
        Effort.ONCE,
        List.of(32),
        false,
        2,
        List.of(20, 40),
        16,
        5,
        32,
        List.of(LinkProfile.named("dc")),
        0.02,
        100_000_000);
  }

  int mainInput() {
    return inputs.getLast();
  }
}
