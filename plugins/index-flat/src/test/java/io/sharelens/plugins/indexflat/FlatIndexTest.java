package io.sharelens.plugins.indexflat;

import io.sharelens.spi.FeatureSpec;
import org.junit.jupiter.api.Nested;

/** Both normalisations over all families, for plans with few bits and with many. */
class FlatIndexTest {
  @Nested
  class L2 extends FlatIndexConformance {
    L2() {
      super("l2", Family.TWO_SERVERS);
    }
  }

  @Nested
  class Sum extends FlatIndexConformance {
    Sum() {
      super("sum", Family.TWO_SERVERS);
    }
  }

  @Nested
  class L2WithThreeServers extends FlatIndexConformance {
    L2WithThreeServers() {
      super("l2", Family.THREE_SERVERS);
    }
  }

  @Nested
  class SumWithThreeServers extends FlatIndexConformance {
    SumWithThreeServers() {
      super("sum", Family.THREE_SERVERS);
    }
  }

  @Nested
  class L2WithThreeParties extends FlatIndexConformance {
    L2WithThreeParties() {
      super("l2", Family.CLEAR);
    }
  }

  @Nested
  class SumWithThreeParties extends FlatIndexConformance {
    SumWithThreeParties() {
      super("sum", Family.CLEAR);
    }
  }

  @Nested
  class L2OfLargeWords extends FlatIndexConformance {
    L2OfLargeWords() {
      super("l2", Family.CLEAR);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 14, 1 << 20, 1 << 22);
    }
  }

  @Nested
  class SumOfLargeWords extends FlatIndexConformance {
    SumOfLargeWords() {
      super("sum", Family.CLEAR);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 14, 1 << 20, 1 << 22);
    }
  }

  @Nested
  class L2OfSmallWords extends FlatIndexConformance {
    L2OfSmallWords() {
      super("l2", Family.CLEAR);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 4, 1 << 10, 1 << 12);
    }
  }

  @Nested
  class SumOfSmallWords extends FlatIndexConformance {
    SumOfSmallWords() {
      super("sum", Family.CLEAR);
    }

    @Override
    protected FeatureSpec spec() {
      return new FeatureSpec(512, 4, 1 << 10, 1 << 12);
    }
  }
}
