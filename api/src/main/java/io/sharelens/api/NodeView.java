package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the three nodes as the node that was asked sees it. What another node says of itself is
 * kept while it is away; before the first contact it is null or empty.
 *
 * @param node 1, 2 or 3
 * @param name its operator's name for it
 * @param self whether it is the node that was asked
 * @param up whether it answers
 * @param since when it came up or went down, as seen from here, ISO-8601
 * @param cause why it is down; null when up
 * @param version of its software
 * @param protocol version of the party protocol
 * @param scheme name of the scheme that serves there
 * @param schemeDigest SHA-256 of that scheme with its options
 * @param sameScheme whether it is the scheme that serves here; null if unknown
 * @param plugins what is loaded there
 * @param certificate what it shows other nodes; null before the first contact
 * @param rttMillis median round trip of the last pings; null for the node itself or if unknown
 * @param lastSeen last answer, ISO-8601; null before the first one
 * @param traffic sessions of the last hour in which it took part, as recorded here; for the node
 *     itself all
 */
public record NodeView(
    int node,
    String name,
    boolean self,
    boolean up,
    String since,
    @Nullable String cause,
    @Nullable String version,
    @Nullable Integer protocol,
    @Nullable String scheme,
    @Nullable String schemeDigest,
    @Nullable Boolean sameScheme,
    List<PluginView> plugins,
    @Nullable CertificateView certificate,
    @Nullable Double rttMillis,
    @Nullable String lastSeen,
    Traffic traffic) {
  public NodeView {
    plugins = List.copyOf(plugins);
  }

  /**
   * A plugin of a node.
   *
   * @param name the plugin's id
   * @param version its version
   * @param hash SHA-256 of its zip
   * @param same whether the node that was asked has the same one
   */
  public record PluginView(String name, String version, String hash, boolean same) {}

  /**
   * A node's certificate.
   *
   * @param subject distinguished name
   * @param notAfter its last moment, ISO-8601
   * @param daysLeft whole days until then; negative when over
   */
  public record CertificateView(String subject, String notAfter, long daysLeft) {}

  /**
   * What recorded sessions moved within the last hour.
   *
   * @param sessions that ended
   * @param bytesSent to the node; for the node itself to both others
   * @param bytesReceived from the node; for the node itself from both others
   * @param meanSeconds of those that ended well; 0 without one
   * @param failed those that failed at the node
   */
  public record Traffic(
      long sessions, long bytesSent, long bytesReceived, double meanSeconds, long failed) {}
}
