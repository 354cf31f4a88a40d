package io.sharelens.plugins.indexhierarchical;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Trees of one and two levels over every family. */
class TreeConformanceTest {
  @Nested
  class OneLevel extends TreeConformance {
    OneLevel() {
      super(Map.of(), Family.CLEAR);
    }
  }

  @Nested
  class TwoLevels extends TreeConformance {
    TwoLevels() {
      super(Map.of("levels", "2"), Family.CLEAR);
    }
  }

  @Nested
  class OneLevelOfTwoServers extends TreeConformance {
    OneLevelOfTwoServers() {
      super(Map.of(), Family.TWO_SERVERS);
    }
  }

  @Nested
  class TwoLevelsOfTwoServers extends TreeConformance {
    TwoLevelsOfTwoServers() {
      super(Map.of("levels", "2", "iterations", "2"), Family.TWO_SERVERS);
    }
  }

  @Nested
  class OneLevelOfThreeServers extends TreeConformance {
    OneLevelOfThreeServers() {
      super(Map.of(), Family.THREE_SERVERS);
    }
  }

  @Nested
  class TwoLevelsOfThreeServers extends TreeConformance {
    TwoLevelsOfThreeServers() {
      super(Map.of("levels", "2", "iterations", "2"), Family.THREE_SERVERS);
    }
  }
}
