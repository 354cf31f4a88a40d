package io.sharelens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that do nothing beside each other are refused before anything is read or started. */
final class FederatedOptionsTest {
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
  @ValueSource(
      strings = {
        "--rounds 3",
        "--local-epochs 2",
        "--split iid",
        "--rate 0.1",
        "--batch 8",
        "--momentum 0",
        "--proximal 1",
        "--seed 2",
        "--no-central",
        "--no-alone"
      })
  void optionsOfRoundsNeedThem(String option) {
    String name = option.split(" ")[0];
    assertThat(error(option)).contains("[bad-option]", name + " does nothing without --federated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--train 3", "--stock 100", "-k 10"})
  void otherOptionsDoNothingWithRounds(String option) {
    String name = option.split(" ")[0];
    assertThat(error("--federated " + option))
        .contains("[bad-option]", name + " does nothing with --federated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--owners 1",
        "--owners 2,1000",
        "--rounds 0",
        "--local-epochs 0",
        "--batch 0",
        "--rate 0",
        "--rate NaN",
        "--momentum 1",
        "--proximal -1",
        "--queries 0",
        "--limit 5",
        "--split none",
        "--model m.safetensors --size 96"
      })
  void figuresOutOfRangeAreRefused(String options) {
    assertThat(error("--federated " + options)).contains("[bad-option]");
  }

  @Test
  void severalNumbersOfOwnersNeedRounds() {
    assertThat(error("--owners 2,5")).contains("several numbers of owners need --federated");
  }
}
