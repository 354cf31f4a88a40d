package io.sharelens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Options of comparing indexes that do nothing beside others are refused before anything is read.
 */
final class IndexOptionsTest {
  private static String error(String options) {
    StringWriter err = new StringWriter();
    List<String> line = new ArrayList<>(List.of("evaluate", "--images", "no-such-folder"));
    line.addAll(List.of(options.split(" ")));
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(new ErrorReport())
            .execute(line.toArray(String[]::new));
    assertThat(code).isEqualTo(1);
    return err.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pictures 100", "--tree-option beam=3"})
  void optionsOfTheComparisonNeedIt(String option) {
    String name = option.split(" ")[0];
    assertThat(error(option)).contains("[bad-option]", name + " does nothing without --compare");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--train 1",
        "--stock 100",
        "--limit 9",
        "--owners 2",
        "--heap 1g",
        "--federated",
        "--classify"
      })
  void otherOptionsDoNothingWithIt(String option) {
    String name = option.split(" ")[0];
    assertThat(error("--compare-indexes " + option))
        .contains("[bad-option]", name + " does nothing with --compare-indexes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--queries 0", "-k 0"})
  void figuresOutOfRangeAreRefused(String option) {
    assertThat(error("--compare-indexes " + option)).contains("[bad-option]");
  }
}
