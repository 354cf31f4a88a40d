package io.sharelens.cli.bench;

import io.sharelens.link.LinkProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the parties of a bench find each other, as a file that all three read.
 *
 * @param ports party ports of S2 and T (index 0 and 1)
 * @param plugins folder of plugin zips
 * @param proxied whether the parties talk through proxies, which works with a link need
 * @param computing parties that compute: 2, and T deals to them, or all 3
 */
public record BenchSpec(List<Integer> ports, String plugins, boolean proxied, int computing) {
  private static final String FILE = "spec.json";

  /**
   * Works under one scheme, done by the parties when the file of this step appears.
   *
   * @param scheme path of the scheme's YAML
   * @param works in order; none: the bench is over
   */
  public record Step(String scheme, List<Work> works) {
    /** Ends a bench. */
    public static final Step END = new Step("", List.of());
  }

  /**
   * One measurement.
   *
   * @param what {@code comparison}, {@code relu}, {@code max}, {@code pool}, {@code maxpool},
   *     {@code poolrelu}, {@code model}, {@code search}, {@code federation} or {@code link}
   * @param elements inputs of a comparison, ReLU or max pool, weights of an update; 0 elsewhere
   * @param model path of a model file, or of the folder with updates; empty elsewhere
   * @param batch pictures, or queries of a search, at a time
   * @param items rows in the store, or owners
   * @param dimension numbers in a feature
   * @param k results
   * @param link between the parties while the clock runs
   * @param effort how long it is warmed up and how often it is timed
   */
  public record Work(
      String what,
      int elements,
      String model,
      int batch,
      int items,
      int dimension,
      int k,
      LinkProfile link,
      Effort effort) {
    public static Work elements(String what, int n) {
      return new Work(what, n, "", 0, 0, 0, 0, LinkProfile.NONE, Effort.USUAL);
    }

    public static Work model(Path file, int batch) {
      return new Work("model", 0, file.toString(), batch, 0, 0, 0, LinkProfile.NONE, Effort.USUAL);
    }

    public static Work search(int items, int dimension, int k) {
      return search(items, dimension, k, 1);
    }

    /** Several queries that share the pass over the store. */
    public static Work search(int items, int dimension, int k, int queries) {
      return new Work(
          "search", 0, "", queries, items, dimension, k, LinkProfile.NONE, Effort.USUAL);
    }

    /**
     * Adding updates up.
     *
     * @param folder with the owners' shares
     */
    public static Work federation(Path folder, int parameters, int owners) {
      return new Work(
          "federation",
          parameters,
          folder.toString(),
          0,
          owners,
          0,
          0,
          LinkProfile.NONE,
          Effort.USUAL);
    }

    /** Time of a round and bytes a second between the servers. */
    public static Work linkSpeed() {
      return new Work("link", 0, "", 0, 0, 0, 0, LinkProfile.NONE, Effort.USUAL);
    }

    public Work over(LinkProfile slow) {
      return new Work(what, elements, model, batch, items, dimension, k, slow, effort);
    }

    public Work with(Effort other) {
      return new Work(what, elements, model, batch, items, dimension, k, link, other);
    }
  }

  /**
   * How carefully a work is timed; the least time counts.
   *
   * @param warmUpSeconds longest time to run it before, until it gets no faster; once at least.
   *     Three processes compile at once, often on two cores
   * @param repeatSeconds works that take less are timed again until so much time is over
   * @param repeats how often it is timed at least
   */
  public record Effort(double warmUpSeconds, double repeatSeconds, int repeats) {
    /** As in a server that is up for a while. */
    public static final Effort USUAL = new Effort(12, 2.5, 1);

    /** Once to warm up, once for the time. */
    public static final Effort ONCE = new Effort(0, 0, 1);

    /** The same with another time to warm up. */
    public Effort warmedUp(double seconds) {
      return new Effort(seconds, repeatSeconds, repeats);
    }
  }

  /**
   * What one party measured of one work.
   *
   * @param onlineSeconds with all material in stock; NaN where that was not measured
   * @param totalSeconds with the dealer at work
   * @param sentBytes to the other computing parties
   * @param offlineBytes to and from the dealer, or sent in a protocol's own offline phase
   * @param rounds of the computing parties
   * @param stockBytes material in stock before the online clock started
   * @param heapPeakBytes largest heap in use, garbage included
   * @param residentPeakBytes largest resident memory as the system counts it; 0 where it does not
   * @param loopbackOnlineBytes that the system's loopback carried while the online clock ran,
   *     headers and other programs' bytes included; 0 where it does not count
   * @param loopbackTotalBytes the same with the dealer at work
   * @param roundSeconds of a round without content; NaN but for {@code link}
   * @param bytesPerSecond in each direction at the same time; NaN but for {@code link}
   * @param phases seconds of each part of the fastest run with the dealer at work; empty where that
   *     is not measured
   */
  public record Reading(
      double onlineSeconds,
      double totalSeconds,
      long sentBytes,
      long offlineBytes,
      long rounds,
      long stockBytes,
      long heapPeakBytes,
      long residentPeakBytes,
      long loopbackOnlineBytes,
      long loopbackTotalBytes,
      double roundSeconds,
      double bytesPerSecond,
      Map<String, Double> phases) {
    Reading with(Map<String, Double> split) {
      return new Reading(
          onlineSeconds,
          totalSeconds,
          sentBytes,
          offlineBytes,
          rounds,
          stockBytes,
          heapPeakBytes,
          residentPeakBytes,
          loopbackOnlineBytes,
          loopbackTotalBytes,
          roundSeconds,
          bytesPerSecond,
          split);
    }

    static Reading ofLink(double roundSeconds, double bytesPerSecond) {
      return new Reading(
          Double.NaN, Double.NaN, 0, 0, 0, 0, 0, 0, 0, 0, roundSeconds, bytesPerSecond, Map.of());
    }

    static Reading ofMemory(long heap, long resident) {
      return new Reading(
          Double.NaN,
          Double.NaN,
          0,
          0,
          0,
          0,
          heap,
          resident,
          0,
          0,
          Double.NaN,
          Double.NaN,
          Map.of());
    }
  }

  void write(Path folder) {
    BenchFiles.write(folder.resolve(FILE), this);
  }

  static BenchSpec read(Path folder) {
    return BenchFiles.read(folder.resolve(FILE), BenchSpec.class);
  }
}
