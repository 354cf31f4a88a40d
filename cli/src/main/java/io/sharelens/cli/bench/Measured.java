package io.sharelens.cli.bench;

import io.sharelens.cli.bench.BenchSpec.Reading;
import java.util.Map;

/**
 * Both servers' readings of a work as one: the slower clock, the sum of bytes, the larger peaks.
 *
 * @param online seconds with all material in stock; NaN where that was not measured
 * @param total seconds with the dealer at work
 * @param onlineBytes between the servers
 * @param offlineBytes between the servers and the dealer
 * @param rounds between the servers
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
  static Measured of(Reading a, Reading b) {
    return new Measured(
        Math.max(a.onlineSeconds(), b.onlineSeconds()),
        Math.max(a.totalSeconds(), b.totalSeconds()),
        a.sentBytes() + b.sentBytes(),
        a.offlineBytes() + b.offlineBytes(),
        Math.max(a.rounds(), b.rounds()),
        a.stockBytes() + b.stockBytes(),
        Math.max(a.heapPeakBytes(), b.heapPeakBytes()),
        Math.max(a.residentPeakBytes(), b.residentPeakBytes()),
        Math.max(a.loopbackOnlineBytes(), b.loopbackOnlineBytes()),
        Math.max(a.loopbackTotalBytes(), b.loopbackTotalBytes()),
        Math.max(a.roundSeconds(), b.roundSeconds()),
        Math.min(a.bytesPerSecond(), b.bytesPerSecond()),
        a.phases());
  }
}
