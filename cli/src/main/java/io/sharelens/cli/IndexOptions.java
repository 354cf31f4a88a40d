package io.sharelens.cli;

import io.sharelens.mpc.error.LensException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options of {@code evaluate} for comparing indexes. */
final class IndexOptions {
  private static final String COMPARE = "--compare-indexes";

  /** Make sense with indexes alone. */
  private static final Set<String> INDEXES_ALONE = Set.of("--pictures", "--tree-option");

  /** Make no sense with indexes. */
  private static final Set<String> NEVER =
      Set.of("--federated", "--classify", "--train", "--stock", "--limit", "--owners", "--heap");

  @Option(
      names = COMPARE,
      description = "Compare the hierarchical index with the flat one, with the scheme's ranking.")
  boolean compare;

  @Option(
      names = "--pictures",
      description = {
        "Pictures to index: crops and mirror images of the photos there are",
        "(default: ${DEFAULT-VALUE})."
      })
  int pictures = 5000;

  @Option(
      names = "--tree-option",
      paramLabel = "NAME=VALUE",
      description = "Option of the hierarchical index, for example beam=6; several can be given.")
  private Map<String, String> options = new LinkedHashMap<>();

  Map<String, String> options() {
    return Map.copyOf(options);
  }

  /** Refuses options that do nothing beside each other. */
  void check(ParseResult given) {
    for (String option : compare ? NEVER : INDEXES_ALONE) {
      if (given.hasMatchedOption(option)) {
        throw LensException.user(
            "bad-option",
            option + (compare ? " does nothing with " : " does nothing without ") + COMPARE);
      }
    }
  }
}
