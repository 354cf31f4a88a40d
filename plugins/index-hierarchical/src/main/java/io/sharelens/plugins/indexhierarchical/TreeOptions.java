package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.PluginOption;
import java.util.List;

/**
 * Options of the tree.
 *
 * @param fanout children of a node; 0 for the root of the number of pictures, the cube root where
 *     there are two levels
 * @param levels 1 or 2
 * @param beam leaves that a search visits at least; 0 for a sixth of them, {@link #ALL} for all
 *     pictures without a tree
 * @param rebuild percent of pictures newer than the tree, or gone, from which it is built anew
 * @param iterations of k-means at most
 * @param sample pictures, drawn at random, that the iterations work on; 0 for 32 for each child
 */
record TreeOptions(int fanout, int levels, int beam, int rebuild, int iterations, int sample) {
  static final int ALL = -1;

  /** For people to choose from. */
  static final List<PluginOption> LISTED =
      List.of(
          PluginOption.of("fanout", "", "children of a node; the root of the pictures if not set"),
          PluginOption.choice("levels", "of the tree", "1", "2"),
          PluginOption.of("beam", "", "leaves that a search visits, or all; a sixth if not set"),
          PluginOption.of("rebuild", "20", "percent of new pictures from which it is built anew"),
          PluginOption.choice("build", "who builds the tree", "mpc"),
          PluginOption.of("iterations", "6", "of the clustering, at most"),
          PluginOption.of("sample", "", "pictures that the clustering works on; 32 a child"));

  private static final int MOST = 1 << 12;
  private static final int SAMPLE_PER_CHILD = 32;

  /** A sixth of the clusters held the nearest 50 of 5,000 photos; see docs/PROTOCOLS.md. */
  private static final int LEAVES_PER_VISIT = 6;

  static TreeOptions of(PluginConfig config) {
    config.allow("fanout", "levels", "beam", "rebuild", "build", "iterations", "sample");
    String build = config.text("build", "mpc");
    if (build.equals("owner")) {
      throw LensException.user(
          "not-offered",
          config.plugin()
              + ": build: owner is not offered, since an upload carries no cluster; the servers"
              + " build the tree on shares (build: mpc)");
    }
    if (!build.equals("mpc")) {
      throw LensException.user(
          "bad-option", config.plugin() + ": build must be mpc or owner, not " + build);
    }
    boolean all = config.text("beam", "").equals("all");
    return new TreeOptions(
        config.number("fanout", 0, 2, MOST),
        config.number("levels", 1, 1, 2),
        all ? ALL : config.number("beam", 0, 1, Integer.MAX_VALUE),
        config.number("rebuild", 20, 1, 100),
        config.number("iterations", 6, 1, 100),
        config.number("sample", 0, 1, Integer.MAX_VALUE));
  }

  boolean visitsAll() {
    return beam == ALL;
  }

  /** Children of a node in a tree over so many pictures. */
  int fanoutFor(int pictures) {
    if (fanout > 0) {
      return fanout;
    }
    double root = levels == 1 ? Math.sqrt(pictures) : Math.cbrt(pictures);
    return Math.clamp(Math.round(root), 1, MOST);
  }

  /** Nodes that a tree over so many pictures has at most. */
  int nodes(int pictures) {
    int first = Math.min(pictures, fanoutFor(pictures));
    return levels == 1
        ? first
        : first + (int) Math.min(pictures, (long) first * fanoutFor(pictures));
  }

  /** Pictures that the clustering into {@code children} goes over at each iteration. */
  int sampleFor(int children) {
    return Math.max(children, sample > 0 ? sample : SAMPLE_PER_CHILD * children);
  }

  /** Leaves that a search visits of a tree with so many. */
  int visits(int leaves) {
    return beam > 0 ? beam : Math.ceilDiv(leaves, LEAVES_PER_VISIT);
  }
}
