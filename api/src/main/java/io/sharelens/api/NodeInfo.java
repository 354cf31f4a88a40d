package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself, to anybody. A client reads it from every node and refuses to go on
 * where scheme, parties, model or epoch differ.
 *
 * @param node 1, 2 or 3
 * @param name the operator's name for the node
 * @param version of the software
 * @param protocol version of the party protocol
 * @param scheme name of the active scheme
 * @param schemeDigest SHA-256 (hex) of the scheme with all its options; equal at all nodes
 * @param parties computing parties of the scheme
 * @param plugins what is loaded
 * @param model the published model, null before the first one
 * @param epoch the committed epoch; number 0 before the first one
 * @param limits what this node accepts
 * @param categories ordered class list of the platform
 * @param leakage what the scheme reveals, one sentence for each source
 */
public record NodeInfo(
    int node,
    String name,
    String version,
    int protocol,
    String scheme,
    String schemeDigest,
    int parties,
    List<PluginInfo> plugins,
    @Nullable ModelInfo model,
    EpochInfo epoch,
    NodeLimits limits,
    List<String> categories,
    List<String> leakage) {
  public NodeInfo {
    plugins = List.copyOf(plugins);
    categories = List.copyOf(categories);
    leakage = List.copyOf(leakage);
  }
}
