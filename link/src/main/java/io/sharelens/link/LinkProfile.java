package io.sharelens.link;

import io.sharelens.mpc.error.LensException;
import java.util.List;

/**
 * What a simulated link does to each direction.
 *
 * @param name for people
 * @param delayMillis one way: a round trip takes twice as long, a round in which both sides send at
 *     the same time takes it once
 * @param megabits a second, each direction; 0: not limited
 */
public record LinkProfile(String name, double delayMillis, double megabits) {
  /** Passes bytes on as they come. */
  public static final LinkProfile NONE = new LinkProfile("none", 0, 0);

  private static final List<LinkProfile> PRESETS =
      List.of(
          new LinkProfile("dc", 1, 10_000),
          new LinkProfile("region", 20, 1_000),
          new LinkProfile("wan", 80, 100));

  public LinkProfile {
    if (!(delayMillis >= 0 && delayMillis <= 10_000) || !(megabits >= 0 && megabits < 1e9)) {
      throw LensException.user(
          "bad-link", "a link has a delay of 0 to 10,000 ms and a bandwidth of at least 0 Mbit/s");
    }
  }

  /**
   * {@code dc}: 1 ms, 10 Gbit/s (data centres of one city); {@code region}: 20 ms, 1 Gbit/s; {@code
   * wan}: 80 ms, 100 Mbit/s.
   */
  public static List<LinkProfile> presets() {
    return PRESETS;
  }

  /** A preset by name, or {@link #NONE}. */
  public static LinkProfile named(String name) {
    if (name.equals(NONE.name())) {
      return NONE;
    }
    return PRESETS.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                LensException.user(
                    "bad-link",
                    "there is no link '%s'; known: none, %s"
                        .formatted(
                            name,
                            String.join(", ", PRESETS.stream().map(LinkProfile::name).toList()))));
  }

  /** Bytes a second of one direction; infinite where not limited. */
  public double bytesPerSecond() {
    return megabits == 0 ? Double.POSITIVE_INFINITY : megabits * 1e6 / 8;
  }

  long delayNanos() {
    return Math.round(delayMillis * 1e6);
  }

  /** For people, for example {@code 20 ms, 1000 Mbit/s}. */
  public String text() {
    return this.equals(NONE)
        ? "loopback"
        : "%s ms, %s"
            .formatted(number(delayMillis), megabits == 0 ? "not limited" : rate(megabits));
  }

  private static String rate(double megabits) {
    return megabits >= 1000 ? number(megabits / 1000) + " Gbit/s" : number(megabits) + " Mbit/s";
  }

  private static String number(double d) {
    return d == Math.rint(d) ? String.valueOf((long) d) : String.valueOf(d);
  }
}
