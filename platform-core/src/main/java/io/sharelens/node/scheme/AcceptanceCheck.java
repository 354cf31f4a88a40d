package io.sharelens.node.scheme;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.plugin.PluginIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses a scheme that goes beyond what this node's operator accepts. */
public final class AcceptanceCheck {
  /** Code of what is refused. */
  public static final String CODE = "not-accepted";

  private final Acceptance accept;

  public AcceptanceCheck(Acceptance accept) {
    this.accept = accept;
  }

  /**
   * @throws LensException USER {@code not-accepted} naming what this node does not accept
   */
  public void check(Scheme scheme) {
    for (PluginIdentity p : scheme.plugins()) {
      plugin(p).ifPresent(what -> refuse(scheme, what));
    }
    for (String name : sources(scheme)) {
      leakage(name).ifPresent(what -> refuse(scheme, what));
    }
  }

  /** Why a plugin is not accepted, as the object of a sentence; empty if it is. */
  public Optional<String> plugin(PluginIdentity plugin) {
    List<String> plugins = accept.plugins();
    return plugins == null || plugins.contains(plugin.id())
        ? Optional.empty()
        : Optional.of("plugin " + plugin.id() + ", of which only " + plugins);
  }

  /** Why what an extension reveals is not accepted; empty if it is. */
  public Optional<String> leakage(String name) {
    List<String> leakage = accept.leakage();
    return leakage == null || leakage.contains(name)
        ? Optional.empty()
        : Optional.of("the leakage of " + name + ", of which only that of " + leakage);
  }

  private static List<String> sources(Scheme scheme) {
    List<String> names =
        new ArrayList<>(
            List.of(scheme.comparison().name(), scheme.index().name(), scheme.ranking().name()));
    SchemeFile.Choice aggregator = scheme.file().aggregator();
    if (aggregator != null) {
      names.add(aggregator.plugin());
    }
    return names;
  }

  private static void refuse(Scheme scheme, String what) {
    throw LensException.user(
        CODE,
        "scheme " + scheme.name() + " needs " + what + " is accepted by this node's configuration");
  }
}
