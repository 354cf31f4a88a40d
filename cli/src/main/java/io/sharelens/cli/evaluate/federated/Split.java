package io.sharelens.cli.evaluate.federated;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How pictures are dealt to owners: {@code iid}, in turn within each class, or {@code
 * dirichlet:ALPHA}, each class by shares drawn from a symmetric Dirichlet distribution (Hsu et al.,
 * 2019, arXiv 1909.06335): the smaller alpha, the fewer classes an owner has.
 *
 * @param alpha concentration; infinite for {@code iid}
 */
public record Split(double alpha) {
  private static final String DIRICHLET = "dirichlet:";

  /** As on the command line. */
  public static Split parse(String text) {
    String t = text.toLowerCase(Locale.ROOT);
    if (t.equals("iid")) {
      return new Split(Double.POSITIVE_INFINITY);
    }
    if (t.startsWith(DIRICHLET)) {
      try {
        double alpha = Double.parseDouble(t.substring(DIRICHLET.length()));
        if (alpha > 0 && Double.isFinite(alpha)) {
          return new Split(alpha);
        }
      } catch (NumberFormatException e) {
        throw new LensException(ErrorKind.USER, "bad-option", unknown(text), e);
      }
    }
    throw LensException.user("bad-option", unknown(text));
  }

  private static String unknown(String text) {
    return "--split is iid or dirichlet:ALPHA with a positive number, not " + text;
  }

  @Override
  public String toString() {
    return even() ? "iid" : DIRICHLET + alpha;
  }

  private boolean even() {
    return Double.isInfinite(alpha);
  }

  /**
   * Deals all pictures, each to one owner. Equal seeds give equal parts. Where chance leaves an
   * owner with less than {@code least}, pictures move to it from the owner that has most.
   *
   * @param labels classes of the pictures
   * @param least pictures of every owner, so that it can take part
   * @return picture numbers of each owner, ascending
   */
  public List<List<Integer>> deal(int[] labels, int owners, int least, long seed) {
    if ((long) owners * least > labels.length) {
      throw LensException.user(
          "too-few-pictures",
          "%d pictures do not give %d owners %d each".formatted(labels.length, owners, least));
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Integer>> parts = new ArrayList<>();
    for (int o = 0; o < owners; o++) {
      parts.add(new ArrayList<>());
    }
    int classes = IntStream.of(labels).max().orElse(0) + 1;
    int turn = 0;
    for (List<Integer> members : Members.byClass(labels, classes)) {
      List<Integer> shuffled = Members.shuffled(members, random);
      double[] shares = even() ? new double[0] : shares(owners, random);
      double bound = 0;
      int from = 0;
      for (int o = 0; o < owners && !even(); o++) {
        bound += shares[o];
        int to = o == owners - 1 ? shuffled.size() : (int) Math.round(bound * shuffled.size());
        parts.get(o).addAll(shuffled.subList(from, to));
        from = to;
      }
      for (int i = 0; i < shuffled.size() && even(); i++) {
        parts.get(turn++ % owners).add(shuffled.get(i));
      }
    }
    level(parts, least, random);
    parts.forEach(p -> p.sort(Comparator.naturalOrder()));
    return parts;
  }

  private static void level(List<List<Integer>> parts, int least, RandomGenerator random) {
    for (List<Integer> poor : parts) {
      while (poor.size() < least) {
        List<Integer> rich = parts.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
        poor.add(rich.remove(random.nextInt(rich.size())));
      }
    }
  }

  /** Positive numbers with sum 1. */
  private double[] shares(int owners, RandomGenerator random) {
    double[] logs = new double[owners];
    double top = Double.NEGATIVE_INFINITY;
    for (int o = 0; o < owners; o++) {
      logs[o] = logGamma(random);
      top = Math.max(top, logs[o]);
    }
    double sum = 0;
    for (int o = 0; o < owners; o++) {
      logs[o] = Math.exp(logs[o] - top);
      sum += logs[o];
    }
    for (int o = 0; o < owners; o++) {
      logs[o] /= sum;
    }
    return logs;
  }

  /**
   * Logarithm of a draw from Gamma(alpha, 1) by Marsaglia and Tsang (2000): from Gamma(alpha + 1),
   * times a uniform number to the power 1 / alpha, which as such would fall to 0 for small alpha.
   */
  private double logGamma(RandomGenerator random) {
    double d = alpha + 1 - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return Math.log(d * v) + Math.log(1 - random.nextDouble()) / alpha;
      }
    }
  }
}
