package io.sharelens.node.runtime;

import org.jspecify.annotations.Nullable;

/** Version of this software. */
public final class Version {
  /** What the classes say when they do not come from a jar with a manifest. */
  private static final String BUILD = "0.1.0";

  private Version() {}

  public static String current() {
    @Nullable String manifest = Version.class.getPackage().getImplementationVersion();
    return manifest == null ? BUILD : manifest;
  }
}
