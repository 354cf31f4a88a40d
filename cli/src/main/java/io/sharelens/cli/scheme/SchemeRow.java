package io.sharelens.cli.scheme;

import io.sharelens.cli.scheme.SchemeMatrix.Size;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as it is listed.
 *
 * @param name of the scheme
 * @param digest SHA-256 of the scheme with its options
 * @param parties computing nodes
 * @param dealer whether node 3 deals
 * @param weights {@code public} or {@code shared}
 * @param plugins with versions and hashes
 * @param query cost of distances and ranking of one query; null where nothing was counted
 * @param leakage one sentence for each source
 */
public record SchemeRow(
    String name,
    String digest,
    int parties,
    boolean dealer,
    String weights,
    List<PluginIdentity> plugins,
    @Nullable QueryCost query,
    List<String> leakage) {
  /**
   * @param size of what a query is counted with; null to count nothing
   * @throws io.sharelens.mpc.error.LensException USER why the scheme cannot be
   */
  public static SchemeRow of(SchemeFile file, PluginSource plugins, @Nullable Size size) {
    Scheme scheme = new Scheme(file, plugins);
    return new SchemeRow(
        scheme.name(),
        scheme.digest(),
        file.parties(),
        file.parties() == 2,
        file.sharedWeights() ? "shared" : "public",
        scheme.plugins(),
        size == null ? null : QueryCost.of(scheme, size.pictures(), size.dimension(), size.k()),
        scheme.leakage());
  }
}
