package io.sharelens.mpc.error;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the platform: a stable code for machines, a kind that says who has to act,
 * and a message for people that names the cause. Messages never contain secrets.
 */
public final class LensException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final String code;

  /**
   * @param kind who has to act
   * @param code stable, lower-case, hyphenated, for example {@code frame-out-of-order}
   * @param message one sentence that names the cause
   */
  public LensException(ErrorKind kind, String code, String message) {
    this(kind, code, message, null);
  }

  /** As above, with the underlying cause. */
  public LensException(ErrorKind kind, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public ErrorKind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public static LensException user(String code, String message) {
    return new LensException(ErrorKind.USER, code, message);
  }

  public static LensException internal(String code, String message) {
    return new LensException(ErrorKind.INTERNAL, code, message);
  }

  public static LensException resources(String code, String message, @Nullable Throwable cause) {
    return new LensException(ErrorKind.RESOURCES, code, message, cause);
  }

  public static LensException protocol(String code, String message) {
    return new LensException(ErrorKind.PROTOCOL, code, message);
  }
}
