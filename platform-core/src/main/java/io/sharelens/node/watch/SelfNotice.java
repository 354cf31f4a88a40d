package io.sharelens.node.watch;

import io.sharelens.node.plugin.PluginIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself to each that asks.
 *
 * @param name its operator's name for it
 * @param version of its software
 * @param protocol version of the party protocol
 * @param scheme name of the scheme that serves there
 * @param schemeDigest SHA-256 of that scheme with its options
 * @param plugins all that is loaded there, sorted by id
 * @param change the newest change of scheme that was proposed there; null without one
 * @param approved whether its administrator approved that change
 */
public record SelfNotice(
    String name,
    String version,
    int protocol,
    String scheme,
    String schemeDigest,
    List<PluginIdentity> plugins,
    @Nullable String change,
    boolean approved) {
  public SelfNotice {
    plugins = List.copyOf(plugins);
  }
}
