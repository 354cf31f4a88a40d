package io.sharelens.console.build;

import io.sharelens.console.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts hashes into a page: {@code integrity} on its scripts and style sheets, a preload with a hash
 * for each module that they import, and {@code data-integrity} on what {@code <meta name="lazy">}
 * names for loading later.
 */
final class PageWriter {
  private static final Pattern SCRIPT =
      Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"></script>");
  private static final Pattern STYLE =
      Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\">");
  private static final Pattern LAZY = Pattern.compile("<meta name=\"lazy\" content=\"([^\"]+)\">");
  private static final Pattern INLINE =
      Pattern.compile(
          "<script(?![^>]*\\ssrc=)|<style|\\sstyle=\"|\\son[a-z]+=\"", Pattern.CASE_INSENSITIVE);

  private final Map<String, byte[]> files;
  private final ModuleGraph graph;
  private final String page;
  private final Set<String> loaded = new TreeSet<>();

  PageWriter(Map<String, byte[]> files, String page) {
    this.files = files;
    this.graph = new ModuleGraph(files);
    this.page = page;
  }

  /** The page with hashes. */
  byte[] write() {
    String html = new String(files.get(page), StandardCharsets.UTF_8);
    if (INLINE.matcher(html).find()) {
      throw new IllegalArgumentException(page + " has inline script or style: it would not run");
    }
    loaded.add(page);
    String out = STYLE.matcher(html).replaceAll(m -> quoted(style(m)));
    out = LAZY.matcher(out).replaceAll(m -> quoted(lazy(m)));
    out = SCRIPT.matcher(out).replaceAll(m -> quoted(script(m)));
    return out.getBytes(StandardCharsets.UTF_8);
  }

  /** What the page loads, itself included; known after {@link #write}. */
  Set<String> loaded() {
    return loaded;
  }

  private String style(MatchResult m) {
    String path = graph.resolve(page, m.group(1));
    loaded.add(path);
    return "<link rel=\"stylesheet\" href=\"%s\" integrity=\"%s\">"
        .formatted(m.group(1), integrity(path));
  }

  private String lazy(MatchResult m) {
    String path = graph.resolve(page, m.group(1));
    loaded.add(path);
    return "<meta name=\"lazy\" content=\"%s\" data-integrity=\"%s\">"
        .formatted(m.group(1), integrity(path));
  }

  private String script(MatchResult m) {
    String entry = graph.resolve(page, m.group(1));
    StringBuilder out = new StringBuilder();
    for (String path : graph.closure(entry)) {
      loaded.add(path);
      if (!path.equals(entry)) {
        out.append(
            "<link rel=\"modulepreload\" href=\"%s\" integrity=\"%s\">\n"
                .formatted(relative(path), integrity(path)));
      }
    }
    return out.append(
            "<script type=\"module\" src=\"%s\" integrity=\"%s\"></script>"
                .formatted(m.group(1), integrity(entry)))
        .toString();
  }

  private String relative(String path) {
    int depth = (int) page.chars().filter(c -> c == '/').count();
    return "../".repeat(depth) + path;
  }

  private String integrity(String path) {
    return "sha384-" + Hashes.sha384(Objects.requireNonNull(files.get(path)));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
