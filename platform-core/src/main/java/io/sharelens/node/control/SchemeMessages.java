package io.sharelens.node.control;

import io.sharelens.api.SchemeChange.State;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.scheme.SchemeFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What node 1 tells the others of a change of scheme, and what they answer. */
public final class SchemeMessages {
  private SchemeMessages() {}

  /**
   * A change as node 1 has it.
   *
   * @param scheme what is proposed
   * @param plugins the scheme's plugins at node 1
   * @param model SHA-256 of the model that it is to serve with
   */
  public record SchemeNotice(
      String id,
      SchemeFile scheme,
      List<PluginIdentity> plugins,
      String model,
      State state,
      @Nullable String cause) {
    public SchemeNotice {
      plugins = List.copyOf(plugins);
    }
  }

  /**
   * @param approved whether this node's administrator approved
   * @param refusal why this node will not have it; null if it will
   */
  public record SchemeAnswer(boolean approved, @Nullable String refusal) {}
}
