package io.sharelens.cli;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One line for people with the cause and its stable code; the stack trace goes to the log. */
final class ErrorReport implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String text;
    if (e instanceof LensException lens) {
      text = lens.getMessage() + " [" + lens.code() + "]";
      if (lens.kind() == ErrorKind.INTERNAL) {
        LOG.error("internal error", lens);
      } else {
        LOG.info("failed", lens);
      }
    } else {
      text = "unexpected " + e;
      LOG.error("unexpected error", e);
    }
    command.getErr().println(command.getColorScheme().errorText("sharelens: " + text));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
