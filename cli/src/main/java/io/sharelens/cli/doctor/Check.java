package io.sharelens.cli.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One finding.
 *
 * @param name what was looked at; stable, for machines
 * @param detail what was found, and what to do unless it is fine
 */
public record Check(String name, State state, String detail) {
  /** How bad it is. */
  public enum State {
    OK,
    /** Something optional is missing. */
    WARNING,
    /** Nothing works without it. */
    FAILED;

    /** As printed. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String name, String detail) {
    return new Check(name, State.OK, detail);
  }

  static Check warning(String name, String detail) {
    return new Check(name, State.WARNING, detail);
  }

  static Check failed(String name, String detail) {
    return new Check(name, State.FAILED, detail);
  }
}
