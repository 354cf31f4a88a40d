package io.sharelens.console.build;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which scripts a script imports. Own scripts name others by relative paths in {@code import ...
 * from '...'} and {@code export ... from '...'}, one statement a line or spread over lines;
 * vendored ones import nothing.
 */
final class ModuleGraph {
  private static final Pattern STATIC =
      Pattern.compile(
          "^(?:import|export)\\s(?:[^'\";]*?\\sfrom\\s*)?['\"]([^'\"]+)['\"]", Pattern.MULTILINE);

  private final Map<String, byte[]> files;

  ModuleGraph(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Everything that loads with {@code entry}, itself first. */
  List<String> closure(String entry) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(entry));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (seen.add(next) && !next.startsWith("vendor/")) {
        open.addAll(imports(next));
      }
    }
    return List.copyOf(seen);
  }

  private List<String> imports(String path) {
    List<String> found = new ArrayList<>();
    Matcher m = STATIC.matcher(new String(files.get(path), StandardCharsets.UTF_8));
    while (m.find()) {
      found.add(resolve(path, m.group(1)));
    }
    return found;
  }

  /** The file that {@code reference} in {@code from} means; it must be one of the bundle. */
  String resolve(String from, String reference) {
    if (!reference.startsWith("./") && !reference.startsWith("../")) {
      throw new IllegalArgumentException(
          from + " refers to '" + reference + "': only relative paths are served");
    }
    String path = URI.create("/" + from).resolve(reference).getPath().substring(1);
    if (!files.containsKey(path)) {
      throw new IllegalArgumentException(from + " refers to " + path + ", which is not there");
    }
    return path;
  }
}
