package io.sharelens.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What the parties of a bench are to do, as a file that all three read.
 *
 * @param ports party ports of S2 and T (index 0 and 1)
 * @param scheme path of the scheme's YAML
 * @param plugins folder of plugin zips
 * @param proxied whether the parties talk through proxies, which works with a link need
 * @param works in order
 */
public record BenchSpec(
    List<Integer> ports, String scheme, String plugins, boolean proxied, List<Work> works) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /**
   * One measurement.
   *
   * @param what {@code comparison}, {@code relu}, {@code maxpool}, {@code poolrelu}, {@code model},
   *     {@code search} or {@code link}
   * @param elements inputs of a comparison, ReLU or max pool; 0 elsewhere
   * @param model path of a model file; empty elsewhere
   * @param batch pictures at a time
   * @param items rows in the store
   * @param dimension numbers in a feature
   * @param k results
   * @param link between the parties while the clock runs
   * @param repeats how often it is timed; the least time counts
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
      int repeats) {
    public static Work elements(String what, int n) {
      return new Work(what, n, "", 0, 0, 0, 0, LinkProfile.NONE, 1);
    }

    public static Work model(Path file, int batch) {
      return new Work("model", 0, file.toString(), batch, 0, 0, 0, LinkProfile.NONE, 1);
    }

    public static Work search(int items, int dimension, int k) {
      return new Work("search", 0, "", 0, items, dimension, k, LinkProfile.NONE, 1);
    }

    /** Time of a round and bytes a second between the servers. */
    public static Work linkSpeed() {
      return new Work("link", 0, "", 0, 0, 0, 0, LinkProfile.NONE, 1);
    }

    public Work over(LinkProfile slow) {
      return new Work(what, elements, model, batch, items, dimension, k, slow, repeats);
    }

    public Work times(int n) {
      return new Work(what, elements, model, batch, items, dimension, k, link, n);
    }
  }

  /**
   * What one party measured of one work.
   *
   * @param onlineSeconds with all material in stock; NaN where that was not measured
   * @param totalSeconds with the dealer at work
   * @param sentBytes to the other server
   * @param offlineBytes to and from the dealer
   * @param rounds exchanges with the other server
   * @param stockBytes material in stock before the online clock started
   * @param heapPeakBytes largest heap in use, garbage included
   * @param residentPeakBytes largest resident memory as the system counts it; 0 where it does not
   * @param loopbackOnlineBytes that the system's loopback carried while the online clock ran,
   *     headers and other programs' bytes included; 0 where it does not count
   * @param loopbackTotalBytes the same with the dealer at work
   * @param roundSeconds of a round without content; NaN but for {@code link}
   * @param bytesPerSecond in each direction at the same time; NaN but for {@code link}
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
      double bytesPerSecond) {
    static Reading ofLink(double roundSeconds, double bytesPerSecond) {
      return new Reading(
          Double.NaN, Double.NaN, 0, 0, 0, 0, 0, 0, 0, 0, roundSeconds, bytesPerSecond);
    }

    static Reading ofMemory(long heap, long resident) {
      return new Reading(
          Double.NaN, Double.NaN, 0, 0, 0, 0, heap, resident, 0, 0, Double.NaN, Double.NaN);
    }
  }

  public void write(Path file) {
    try {
      Files.write(file, MAPPER.writeValueAsBytes(this));
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be written: " + e, e);
    }
  }

  public static BenchSpec read(Path file) {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), BenchSpec.class);
    } catch (IOException e) {
      throw LensException.user("bad-bench", file + " cannot be read: " + e.getMessage());
    }
  }

  /** Replaces the file at once: a reader sees the old readings or the new ones. */
  static void writeReadings(Path file, List<Reading> readings) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(next, MAPPER.writeValueAsBytes(readings));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be written: " + e, e);
    }
  }

  static List<Reading> readReadings(Path file) {
    try {
      return List.of(MAPPER.readValue(Files.readAllBytes(file), Reading[].class));
    } catch (IOException e) {
      throw LensException.resources("no-reading", "a party left no reading: " + e, e);
    }
  }
}
