package io.sharelens.cli.bench.report;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a report's files go: {@code X.md}, and beside it a folder {@code x} with the figures as
 * JSON and the curves as SVG.
 */
public final class ReportFiles {
  static final String FIGURES = "figures.json";

  /** What stands below this line in the Markdown stays when the report is written again. */
  static final String KEPT = "<!-- Below this line by hand: kept when the report is written. -->";

  private ReportFiles() {}

  /** The folder beside a report's Markdown. */
  static Path folder(Path markdown) {
    String name = markdown.getFileName().toString();
    String stem = name.endsWith(".md") ? name.substring(0, name.length() - 3) : name + "-files";
    return markdown.resolveSibling(stem.toLowerCase(Locale.ROOT));
  }

  static Path figures(Path markdown) {
    return folder(markdown).resolve(FIGURES);
  }

  /** Fails now rather than after ten minutes of measuring. */
  public static void check(Path markdown) {
    Path parent = markdown.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent) || Files.isDirectory(markdown)) {
      throw LensException.user(
          "bad-option", "the report " + markdown + " must be a file in a folder that exists");
    }
  }

  /** Writes everything; text below {@link #KEPT} in an earlier report stays. */
  public static void write(Document document, Path markdown) {
    Path folder = folder(markdown);
    try {
      Files.createDirectories(folder);
      String kept = kept(markdown);
      Files.writeString(
          markdown,
          MarkdownReport.write(document, String.valueOf(folder.getFileName()))
              + (kept.isEmpty() ? "" : "\n" + kept));
      Files.writeString(folder.resolve(FIGURES), document.json() + "\n");
      for (Document.Section s : document.sections()) {
        for (Chart c : s.charts()) {
          Files.writeString(folder.resolve(c.file()), SvgChart.draw(c));
        }
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", markdown + " cannot be written: " + e, e);
    }
  }

  private static String kept(Path markdown) throws IOException {
    if (!Files.isRegularFile(markdown)) {
      return "";
    }
    String old = Files.readString(markdown);
    int at = old.indexOf(KEPT);
    return at < 0 ? "" : old.substring(at);
  }
}
