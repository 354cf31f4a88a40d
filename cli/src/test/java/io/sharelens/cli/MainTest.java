package io.sharelens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharelens.mpc.error.LensException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void everyCommandHasADescriptionAndHelp() {
    for (CommandLine command : line.getSubcommands().values()) {
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(command.getCommandName())
          .isNotEmpty();
    }
    assertThat(line.execute("--help")).isZero();
    assertThat(out.toString()).contains("doctor");
  }

  @Test
  void noCommandAndAnUnknownCommandAreWrongUse() {
    assertThat(line.execute()).isEqualTo(2);
    assertThat(line.execute("no-such-command")).isEqualTo(2);
    assertThat(err.toString()).contains("no-such-command");
  }

  @Test
  void doctorPrintsJsonWhenAsked() throws Exception {
    line.execute("doctor", "--json");
    var json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("healthy").isBoolean()).isTrue();
    assertThat(json.get("checks").findValuesAsText("name")).contains("java", "memory", "plugins");
    assertThat(json.get("checks").get(0).get("state").asText()).isEqualTo("ok");
  }

  @Test
  void aFailureIsOneLineWithItsCode() {
    // A command that is added later does not inherit what the others were given.
    line.addSubcommand("fail", new Failing());
    line.setErr(new PrintWriter(err)).setExecutionExceptionHandler(new ErrorReport());
    assertThat(line.execute("fail")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("sharelens: no node answers [no-node]");
  }

  @Command(name = "fail")
  static final class Failing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw LensException.resources("no-node", "no node answers", null);
    }
  }
}
