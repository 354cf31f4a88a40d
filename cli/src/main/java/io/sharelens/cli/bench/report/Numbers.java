package io.sharelens.cli.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures for people: three significant digits, whole counts in full. */
final class Numbers {
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);

  private Numbers() {}

  static String text(@Nullable Double v) {
    if (v == null) {
      return "–";
    }
    if (v == Math.rint(v) && Math.abs(v) < 1e15) {
      return String.format(Locale.ROOT, "%,d", v.longValue());
    }
    BigDecimal rounded = new BigDecimal(v).round(THREE);
    if (Math.abs(v) >= 100) {
      return String.format(Locale.ROOT, "%,d", rounded.longValue());
    }
    return rounded.toPlainString();
  }

  /** For an axis: short, with k and M. */
  static String tick(double v) {
    if (v >= 1e6) {
      return plain(v / 1e6) + "M";
    }
    return v >= 1e3 ? plain(v / 1e3) + "k" : plain(v);
  }

  private static String plain(double v) {
    return new BigDecimal(v).round(THREE).stripTrailingZeros().toPlainString();
  }
}
