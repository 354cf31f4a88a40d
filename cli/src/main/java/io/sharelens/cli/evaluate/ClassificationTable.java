package io.sharelens.cli.evaluate;

import java.io.PrintWriter;

/** A classification for people. */
public final class ClassificationTable {
  private ClassificationTable() {}

  public static void print(PrintWriter out, Classification c) {
    Agreement a = c.agreement();
    out.printf(
        "scheme %s, %d pictures at %dx%d, %s, %s, %d classes%n",
        c.scheme(), c.images(), c.size(), c.size(), c.network(), c.model(), c.classes());
    out.printf(
        "%-28s %.4f (%d of %d differ)%n",
        "same class as in plaintext", a.share(), a.differing(), c.images());
    if (a.differing() > 0) {
      out.printf("%-28s %.5f at most%n", "  plaintext's lead there", a.widestMargin());
    }
    out.printf(
        "%-28s max %.5f, mean %.6f (largest score %.3f)%n",
        "difference of scores", a.largestDifference(), a.meanDifference(), a.largestScore());
    if (c.accuracy() != null) {
      out.printf(
          "%-28s secure %.4f, plaintext %.4f%n",
          "accuracy", c.accuracy().secure(), c.accuracy().plaintext());
    }
    out.printf(
        "%-28s %.1f s until uploaded, %.1f s until classified%n",
        "all pictures", c.intake().uploaded(), c.intake().searchable());
    out.printf(
        "%-28s %.3f s, %.2f MB online, %.2f MB from the dealer; %.0f rounds a batch of %.1f%n",
        "per picture",
        c.extract().secondsPerImage(),
        c.extract().onlineBytesPerImage() / 1e6,
        c.extract().offlineBytesPerImage() / 1e6,
        c.extract().rounds(),
        c.extract().batch());
    out.printf("%-28s %s%n", "node processes", c.processes());
    out.flush();
  }
}
