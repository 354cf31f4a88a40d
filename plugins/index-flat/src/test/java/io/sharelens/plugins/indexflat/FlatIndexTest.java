package io.sharelens.plugins.indexflat;

import io.sharelens.spi.FeatureSpec;
import org.junit.jupiter.api.Nested;

/** Both normalisations over both families, for plans with few bits and with many. */
class FlatIndexTest {
  @Nested
  class L2 extends FlatIndexConformance {
    L2() {
      super("l2", true);
    }
  }

  @Nested
  class Sum extends FlatIndexConformance {
    Sum() {
      super("sum", true);
    }
  }

  @Nested
  class L2WithThreeParties extends FlatIndexConformance {
    L2WithThreeParties() {
      super("l2", false);
    }
  }

  @Nested
  class SumWithThreeParties extends FlatIndexConformance {
    SumWithThreeParties() {
      super("sum", false);
    }
  }

  @Nested
  class L2OfLargeWords extends FlatIndexConformance {
    L2OfLargeWords() {
      super("l2", false);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 14, 1 << 20, 1 << 22);
    }
  }

  @Nested
  class SumOfLargeWords extends FlatIndexConformance {
    SumOfLargeWords() {
      super("sum", false);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 14, 1 << 20, 1 << 22);
    }
  }

  @Nested
  class L2OfSmallWords extends FlatIndexConformance {
    L2OfSmallWords() {
      super("l2", false);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 4, 1 << 10, 1 << 12);
    }
  }

  @Nested
  class SumOfSmallWords extends FlatIndexConformance {
    SumOfSmallWords() {
      super("sum", false);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 4, 1 << 10, 1 << 12);
    }
  }
}
