package io.sharelens.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sharelens.link.LinkProfile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one bench. Bytes are sums over all parties; online seconds are measured with all
 * dealer material in stock at the servers, total seconds without any.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchReport(
    Machine machine,
    LinkProfile link,
    @Nullable List<Elements> comparison,
    @Nullable List<Elements> relu,
    @Nullable List<Elements> maxpool,
    @Nullable List<Elements> poolrelu,
    @Nullable List<Conv> conv,
    @Nullable List<Model> model,
    @Nullable List<Search> search,
    @Nullable List<Federation> federation,
    @Nullable List<ComparisonCost> costs) {

  /**
   * @param kernels which kernels, with the vector's bits
   * @param memoryBytes of the machine; 0 where the system does not say
   */
  public record Machine(
      int cores, String cpu, String java, String kernels, String os, long memoryBytes) {}

  /**
   * @param seconds online
   * @param elementsPerSecond online
   * @param stockBytes material at the servers before the clock started
   */
  public record Elements(
      String plugin,
      int elements,
      double seconds,
      double secondsTotal,
      double elementsPerSecond,
      double onlineBytesPerElement,
      double offlineBytesPerElement,
      long rounds,
      long stockBytes) {}

  /**
   * Sharing and aggregating updates of one model.
   *
   * @param secondsSharing one owner: clipping, rounding, sharing, hashing
   * @param secondsSharingToFile the same with the correction written to a file
   * @param secondsPlainFile writing a file of that size and nothing else
   * @param secondsTwoShares the same sharing with both shares in full
   * @param updateBytes that one owner sends: a correction and a seed
   * @param ownerHeapPeakBytes both sets of weights included
   * @param secondsAggregating all owners' updates
   * @param secondsPlainSum reading and adding the same files at one server
   * @param onlineBytes between the servers
   * @param heapPeakBytes of the server with the larger one
   */
  public record Federation(
      String model,
      long parameters,
      int owners,
      double secondsSharing,
      double secondsSharingToFile,
      double secondsPlainFile,
      double secondsTwoShares,
      long updateBytes,
      long ownerHeapPeakBytes,
      double secondsAggregating,
      double secondsPlainSum,
      long onlineBytes,
      long rounds,
      long heapPeakBytes) {}

  public record Conv(
      String shape, int threads, double gmacPerSecond, double scalarGmacPerSecond, double ratio) {}

  public record Model(
      String model,
      int size,
      int batch,
      String scheme,
      double secondsPerImageOnline,
      double secondsPerImageTotal,
      double onlineBytesPerImage,
      double offlineBytesPerImage,
      long rounds,
      long heapPeakBytes,
      long dealerHeapPeakBytes,
      long stockBytes) {}

  /**
   * Seconds and bytes are those of one query, rounds those of all.
   *
   * @param secondsOnline with units of material in stock; what belongs to the query itself comes
   *     from the dealer also then
   * @param seconds with the dealer at work
   * @param queries that share the pass over the store
   * @param phases what the first server spent its time on in the fastest run, in seconds for all
   *     queries
   */
  public record Search(
      int items,
      int dim,
      int k,
      String ranking,
      double secondsOnline,
      double seconds,
      long onlineBytes,
      long offlineBytes,
      long rounds,
      int queries,
      Map<String, Double> phases) {}

  /**
   * One operation of a comparison plugin, bits for an element over all parties.
   *
   * @param parties that compute; with 2 there is a dealer
   * @param offlineBits from the dealer, or in the protocol's own offline phase
   */
  public record ComparisonCost(
      String plugin,
      int parties,
      String operation,
      int declaredRounds,
      long rounds,
      double declaredOnlineBits,
      double onlineBits,
      double declaredOfflineBits,
      double offlineBits) {
    /** What a request to the dealer takes itself is not declared: less than a bit an element. */
    private static final double REQUESTS = 1;

    private static final double EXACT = 1e-6;

    /** Whether what was metered is what is declared. */
    public boolean asDeclared() {
      return rounds == declaredRounds
          && Math.abs(onlineBits - declaredOnlineBits) < EXACT
          && Math.abs(offlineBits - declaredOfflineBits) < (parties == 2 ? REQUESTS : EXACT);
    }
  }
}
