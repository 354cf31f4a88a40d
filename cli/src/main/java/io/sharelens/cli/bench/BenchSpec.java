package io.sharelens.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the parties of a bench are to do, as a file that all three read.
 *
 * @param ports party ports of S2 and T (index 0 and 1)
 * @param scheme path of the scheme's YAML
 * @param plugins folder of plugin zips
 * @param works in order
 */
public record BenchSpec(List<Integer> ports, String scheme, String plugins, List<Work> works) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /**
   * One measurement.
   *
   * @param what {@code comparison}, {@code relu}, {@code maxpool}, {@code model} or {@code search}
   * @param elements inputs of a comparison, ReLU or max pool; 0 elsewhere
   * @param model path of a model file; empty elsewhere
   * @param batch pictures at a time
   * @param items rows in the store
   * @param dimension numbers in a feature
   * @param k results
   */
  public record Work(
      String what, int elements, String model, int batch, int items, int dimension, int k) {
    public static Work elements(String what, int n) {
      return new Work(what, n, "", 0, 0, 0, 0);
    }

    public static Work model(Path file, int batch) {
      return new Work("model", 0, file.toString(), batch, 0, 0, 0);
    }

    public static Work search(int items, int dimension, int k) {
      return new Work("search", 0, "", 0, items, dimension, k);
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
   */
  public record Reading(
      double onlineSeconds,
      double totalSeconds,
      long sentBytes,
      long offlineBytes,
      long rounds,
      long stockBytes,
      long heapPeakBytes) {}

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

  static void writeReadings(Path file, List<Reading> readings) {
    try {
      Files.write(file, MAPPER.writeValueAsBytes(readings));
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
