package io.sharelens.node.runtime;

import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.SchemeChangeRow;
import io.sharelens.node.watch.SelfNotice;
import java.util.function.Supplier;

/**
 * What this node tells the others of itself.
 *
 * @param name the operator's name for the node
 * @param version of the software
 */
record SelfView(NodeContext node, String name, String version, PluginSource plugins)
    implements Supplier<SelfNotice> {
  @Override
  public SelfNotice get() {
    Scheme serving = node.schemes().serving();
    SchemeChangeRow change = node.store().schemeChanges().list(1).stream().findFirst().orElse(null);
    return new SelfNotice(
        name,
        version,
        Status.PROTOCOL,
        serving.name(),
        serving.digest(),
        plugins.plugins(),
        change == null ? null : change.id(),
        change != null && change.approved() != null);
  }
}
