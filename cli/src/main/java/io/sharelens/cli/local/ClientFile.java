package io.sharelens.cli.local;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment file for one person: where the nodes are, and that person's tokens.
 *
 * @param urls of nodes 1 to 3
 * @param ca PEM file of the authority; null for those that Java trusts
 * @param deadlineSeconds of a search
 */
public record ClientFile(List<String> urls, @Nullable Path ca, long deadlineSeconds) {

  /**
   * Writes it, readable by its owner only.
   *
   * @param tokens by node number; a node without one is used without
   */
  public void write(Path yaml, Map<Integer, String> tokens) {
    StringBuilder text = new StringBuilder();
    if (ca != null) {
      text.append("ca: ").append(quoted(relative(yaml, ca))).append('\n');
    }
    text.append("nodes:\n");
    for (int n = 1; n <= urls.size(); n++) {
      text.append("  - {node: ").append(n).append(", url: ").append(quoted(urls.get(n - 1)));
      if (tokens.containsKey(n)) {
        text.append(", token: ").append(quoted(String.valueOf(tokens.get(n))));
      }
      text.append("}\n");
    }
    text.append("deadline_seconds: ").append(deadlineSeconds).append('\n');
    try {
      SecretFile.write(yaml, text.toString());
    } catch (IOException e) {
      throw LensException.resources("no-disk", yaml + " cannot be written: " + e, e);
    }
  }

  /** Relative where both lie in one folder, so that the folder can move. */
  private static String relative(Path yaml, Path ca) {
    Path folder = yaml.toAbsolutePath().normalize().getParent();
    Path file = ca.toAbsolutePath().normalize();
    return file.getParent() != null && file.getParent().equals(folder)
        ? file.getFileName().toString()
        : file.toString();
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
