package io.sharelens.node.plugin;

/**
 * What nodes compare before a session.
 *
 * @param id plugin id
 * @param version its version
 * @param sha256 lower-case hex SHA-256 of the zip
 */
public record PluginIdentity(String id, String version, String sha256) {
  @Override
  public String toString() {
    return id
        + " "
        + version
        + " ("
        + (sha256.length() > 12 ? sha256.substring(0, 12) : sha256)
        + ")";
  }
}
