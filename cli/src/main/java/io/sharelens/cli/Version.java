package io.sharelens.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that the program runs from. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sharelens " + current()};
  }

  /** For example {@code 0.1.0}; {@code development} when run from class files. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The version that plugins' requirements are compared with. */
  public static String platform() {
    String version = current();
    return version.equals("development") ? "0.1.0" : version;
  }
}
