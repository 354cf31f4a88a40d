package io.sharelens.cli.evaluate.federated;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether training together was worth it.
 *
 * @param verdict {@code success}, {@code not-shown} (everything measured holds, but the comparison
 *     with central training or with single owners was left out), {@code failed} or {@code
 *     at-chance}
 * @param checks what was asked, in the order of the words
 * @param words for people
 */
public record Verdict(String verdict, List<Check> checks, String words) {
  /** Federated precision may be so far below central training's. */
  static final double BELOW_CENTRAL = 0.03;

  /** And must be so far above the mean of single owners'. */
  static final double ABOVE_ALONE = 0.05;

  /** Chance level ends this many standard errors of the measured precision above chance. */
  private static final double ERRORS = 3;

  /**
   * One question.
   *
   * @param name stable
   * @param value measured
   * @param least what it has to be at least
   * @param met whether it is
   */
  public record Check(String name, double value, double least, boolean met) {
    static Check of(String name, double value, double least) {
      return new Check(name, value, least, value >= least);
    }
  }

  public Verdict {
    checks = List.copyOf(checks);
  }

  boolean success() {
    return verdict.equals("success");
  }

  /**
   * Judges the last round by precision at 10 and at 50.
   *
   * @param chance precision of a random ranking
   * @param pictures that are ranked, the query among them
   * @param queries that were measured
   * @param central the same pictures in one place; null if it was not trained
   * @param alone mean of the owners, each for itself; null if they were not trained
   */
  static Verdict of(
      Quality federated,
      Quality start,
      double chance,
      int pictures,
      int queries,
      @Nullable Quality central,
      @Nullable Quality alone) {
    List<Check> checks = new ArrayList<>();
    checks.add(aboveChance("p@10 above chance", federated.p10(), chance, 10, pictures, queries));
    checks.add(aboveChance("p@50 above chance", federated.p50(), chance, 50, pictures, queries));
    boolean atChance = checks.stream().anyMatch(c -> !c.met());
    checks.add(above("p@10 above the start", federated.p10(), start.p10()));
    checks.add(above("p@50 above the start", federated.p50(), start.p50()));
    if (central != null) {
      checks.add(
          Check.of("p@10 near central", federated.p10(), rounded(central.p10() - BELOW_CENTRAL)));
      checks.add(
          Check.of("p@50 near central", federated.p50(), rounded(central.p50() - BELOW_CENTRAL)));
    }
    if (alone != null) {
      checks.add(Check.of("p@10 above alone", federated.p10(), rounded(alone.p10() + ABOVE_ALONE)));
      checks.add(Check.of("p@50 above alone", federated.p50(), rounded(alone.p50() + ABOVE_ALONE)));
    }
    String verdict =
        atChance
            ? "at-chance"
            : checks.stream().anyMatch(c -> !c.met())
                ? "failed"
                : central == null || alone == null ? "not-shown" : "success";
    return new Verdict(verdict, checks, words(verdict, checks, chance));
  }

  /** The least of several verdicts, as one word. */
  static String worst(List<Verdict> verdicts) {
    return Stream.of("at-chance", "failed", "not-shown")
        .filter(word -> verdicts.stream().anyMatch(v -> v.verdict().equals(word)))
        .findFirst()
        .orElse("success");
  }

  /**
   * The mean precision of random rankings: that of one query is hypergeometric (k drawn from the
   * others without putting back), queries are independent.
   */
  private static Check aboveChance(
      String name, double value, double chance, int k, int pictures, int queries) {
    double others = pictures - 1.0;
    double drawn = Math.min(k, others);
    double left = others > 1 ? (others - drawn) / (others - 1) : 0;
    double error = Math.sqrt(chance * (1 - chance) * left / (drawn * queries));
    double least = chance + ERRORS * error;
    return new Check(name, value, least, value > least);
  }

  private static Check above(String name, double value, double other) {
    return new Check(name, value, other, value > other);
  }

  /** Differences of decimal fractions: 0.8 - 0.05 shall be met by 0.75. */
  private static double rounded(double v) {
    return Math.rint(v * 1e12) / 1e12;
  }

  private static String words(String verdict, List<Check> checks, double chance) {
    String missed =
        checks.stream()
            .filter(c -> !c.met())
            .map(c -> "%s: %.4f, wanted %.4f".formatted(c.name(), c.value(), c.least()))
            .collect(Collectors.joining("; "));
    return switch (verdict) {
      case "success" ->
          "success: above the start, within %.0f points of central training, %.0f points above"
                  .formatted(100 * BELOW_CENTRAL, 100 * ABOVE_ALONE)
              + " single owners";
      case "at-chance" ->
          "no success: at chance level (a random ranking has %.4f). %s".formatted(chance, missed);
      case "failed" -> "no success. " + missed;
      default -> "above the start; whether it is worth it needs central training and single owners";
    };
  }
}
