package io.sharelens.node.scheme;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.plugin.PluginIdentity;
import java.util.ArrayList;
import java.util.List;

/** Refuses a scheme that goes beyond what this node's operator accepts. */
public final class AcceptanceCheck {
  private final Acceptance accept;

  public AcceptanceCheck(Acceptance accept) {
    this.accept = accept;
  }

  public void check(Scheme scheme) {
    List<String> plugins = accept.plugins();
    if (plugins != null) {
      for (PluginIdentity p : scheme.plugins()) {
        if (!plugins.contains(p.id())) {
          throw refused(scheme, "plugin " + p.id() + ", of which only " + plugins);
        }
      }
    }
    List<String> leakage = accept.leakage();
    if (leakage != null) {
      for (String name : sources(scheme)) {
        if (!leakage.contains(name)) {
          throw refused(scheme, "the leakage of " + name + ", of which only that of " + leakage);
        }
      }
    }
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

  private static LensException refused(Scheme scheme, String what) {
    return LensException.user(
        "not-accepted",
        "scheme " + scheme.name() + " needs " + what + " is accepted by this node's configuration");
  }
}
