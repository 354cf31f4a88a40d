package io.sharelens.node.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of one node. Paths are absolute after loading: a relative path in the file is meant
 * from the file's folder.
 *
 * @param node 1 (S1), 2 (S2) or 3 (dealer)
 * @param name the operator's name for the node
 * @param data folder of database and share files
 * @param rest HTTPS address
 * @param party address for the other nodes
 * @param tls this node's certificate and the authority that signed all nodes' certificates
 * @param peers the two other nodes
 * @param plugins folder of plugin zips
 * @param scheme the active scheme's YAML
 * @param adminTokenFile file that holds the administrator's token; the node stores its hash only
 * @param database database other than the embedded one; null for the embedded one in {@code data}
 * @param accept what this node's operator accepts
 * @param stock dealer material kept on disk; null for none
 * @param limits bounds on requests and sessions
 * @param rounds training rounds
 * @param web listener for browsers; null for none
 */
public record NodeConfig(
    int node,
    String name,
    Path data,
    Endpoint rest,
    Endpoint party,
    TlsFiles tls,
    List<Peer> peers,
    Path plugins,
    Path scheme,
    Path adminTokenFile,
    @Nullable DatabaseConfig database,
    Acceptance accept,
    @Nullable StockConfig stock,
    Limits limits,
    RoundsConfig rounds,
    @Nullable WebConfig web) {
  public NodeConfig {
    peers = List.copyOf(peers);
  }

  /** Without a listener for browsers. */
  public NodeConfig(
      int node,
      String name,
      Path data,
      Endpoint rest,
      Endpoint party,
      TlsFiles tls,
      List<Peer> peers,
      Path plugins,
      Path scheme,
      Path adminTokenFile,
      @Nullable DatabaseConfig database,
      Acceptance accept,
      @Nullable StockConfig stock,
      Limits limits,
      RoundsConfig rounds) {
    this(
        node,
        name,
        data,
        rest,
        party,
        tls,
        peers,
        plugins,
        scheme,
        adminTokenFile,
        database,
        accept,
        stock,
        limits,
        rounds,
        null);
  }

  /** The peer with a number; fails for this node's own. */
  public Peer peer(int number) {
    for (Peer p : peers) {
      if (p.node() == number) {
        return p;
      }
    }
    throw new IllegalArgumentException("node " + node + " has no peer " + number);
  }

  /** Whether this node holds shares of pictures (nodes 1 and 2). */
  public boolean holdsPictures() {
    return node != 3;
  }
}
