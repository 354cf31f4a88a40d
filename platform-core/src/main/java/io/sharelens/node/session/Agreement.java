package io.sharelens.node.session;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.plugin.PluginIdentity;
import java.util.List;

/**
 * What nodes compare before a computing session; any difference is refused before a share moves.
 *
 * @param format version of this document
 * @param scheme name of the scheme
 * @param schemeDigest SHA-256 of the scheme with its options
 * @param plugins the scheme's plugins with the hashes of their zips
 * @param model SHA-256 of the model that features are made with
 * @param epoch number of the epoch that the session names
 * @param epochDigest its digest; empty for number 0
 */
public record Agreement(
    int format,
    String scheme,
    String schemeDigest,
    List<PluginIdentity> plugins,
    String model,
    long epoch,
    String epochDigest) {
  /** Version of the document that this software writes. */
  public static final int FORMAT = 1;

  /** What nodes say that talk about which scheme to agree on. */
  public static final Agreement OF_NO_SCHEME = new Agreement(FORMAT, "", "", List.of(), "", 0, "");

  public Agreement {
    plugins = List.copyOf(plugins);
  }

  public byte[] hello() {
    return CanonicalJson.bytes(this);
  }

  public static Agreement read(byte[] hello) {
    return CanonicalJson.read(hello, Agreement.class);
  }

  /**
   * Compares everything but the epoch, which the receiver may know to be the one before.
   *
   * @param other what {@code node} says
   * @throws LensException PROTOCOL {@code scheme-differs}, {@code plugins-differ} or {@code
   *     model-differs}
   */
  public void requireSame(Agreement other, int node) {
    if (other.format != format) {
      throw LensException.protocol(
          "format-differs", "node " + node + " speaks format " + other.format + ", not " + format);
    }
    if (!other.plugins.equals(plugins)) {
      throw LensException.protocol(
          "plugins-differ",
          "plugins differ: node " + node + " has " + other.plugins + ", this node " + plugins);
    }
    if (!other.schemeDigest.equals(schemeDigest)) {
      throw LensException.protocol(
          "scheme-differs",
          "schemes differ: node "
              + node
              + " has "
              + other.scheme
              + " ("
              + other.schemeDigest
              + "), this node "
              + scheme
              + " ("
              + schemeDigest
              + ")");
    }
    if (!other.model.equals(model)) {
      throw LensException.protocol(
          "model-differs",
          "models differ: node " + node + " has '" + other.model + "', this node '" + model + "'");
    }
  }
}
