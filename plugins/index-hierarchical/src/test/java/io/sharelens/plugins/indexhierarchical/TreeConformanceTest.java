package io.sharelens.plugins.indexhierarchical;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Trees of one and two levels over every family. */
class TreeConformanceTest {
  @Nested
  class OneLevel extends TreeConformance {
    OneLevel() {
      super(Map.of(), false);
    }
  }

  @Nested
  class TwoLevels extends TreeConformance {
    TwoLevels() {
      super(Map.of("levels", "2"), false);
    }
  }

  @Nested
  class OneLevelOfTwoServers extends TreeConformance {
    OneLevelOfTwoServers() {
      super(Map.of(), true);
    }
  }

  @Nested
  class TwoLevelsOfTwoServers extends TreeConformance {
    TwoLevelsOfTwoServers() {
      super(Map.of("levels", "2", "iterations", "2"), true);
    }
  }
}
