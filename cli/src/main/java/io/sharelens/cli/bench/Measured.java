package io.sharelens.cli.bench;

import io.sharelens.cli.bench.BenchSpec.Reading;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The computing parties' readings of a work as one: the slower clock, the sum of bytes, the larger
 * peaks.
 *
 * @param online seconds with all material in stock; NaN where that was not measured
 * @param total seconds with the dealer at work
 * @param onlineBytes between the computing parties
 * @param offlineBytes between the servers and the dealer, or of a protocol's own offline phase
 * @param rounds of the computing parties
 * @param stock bytes of material before the online clock started
 * @param heap largest heap of a server
 * @param resident largest resident memory of a server
 * @param loopbackOnline what the system counted on loopback while the online clock ran
 * @param loopbackTotal the same with the dealer at work
 * @param roundSeconds of an empty round; NaN but for a link
 * @param bytesPerSecond in each direction; NaN but for a link
 * @param phases seconds of each part at the first server, where that was measured
 */
public record Measured(
    double online,
    double total,
    long onlineBytes,
    long offlineBytes,
    long rounds,
    long stock,
    long heap,
    long resident,
    long loopbackOnline,
    long loopbackTotal,
    double roundSeconds,
    double bytesPerSecond,
    Map<String, Double> phases) {
  static Measured of(List<Reading> parties) {
    return new Measured(
        largest(parties, Reading::onlineSeconds),
        largest(parties, Reading::totalSeconds),
        parties.stream().mapToLong(Reading::sentBytes).sum(),
        parties.stream().mapToLong(Reading::offlineBytes).sum(),
        (long) largest(parties, Reading::rounds),
        parties.stream().mapToLong(Reading::stockBytes).sum(),
        (long) largest(parties, Reading::heapPeakBytes),
        (long) largest(parties, Reading::residentPeakBytes),
        (long) largest(parties, Reading::loopbackOnlineBytes),
        (long) largest(parties, Reading::loopbackTotalBytes),
        largest(parties, Reading::roundSeconds),
        -largest(parties, r -> -r.bytesPerSecond()),
        parties.getFirst().phases());
  }

  /** NaN if one of them is. */
  private static double largest(List<Reading> parties, ToDoubleFunction<Reading> value) {
    return parties.stream().mapToDouble(value).max().orElseThrow();
  }
}
