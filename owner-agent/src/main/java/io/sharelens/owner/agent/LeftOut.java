package io.sharelens.owner.agent;

import io.sharelens.owner.outsource.OutsourceReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of the folder that the last run left out, because they are no pictures or broken.
 *
 * @param files at most {@link #KEPT}
 */
public record LeftOut(List<Entry> files) {
  private static final String FILE = "left-out.json";

  /** More are counted, not listed. */
  static final int KEPT = 1000;

  public LeftOut {
    files = List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param file within the folder
   * @param code stable
   * @param reason in words
   */
  public record Entry(String file, String code, String reason) {}

  /** What the last run left out; empty if none ran. */
  public static LeftOut read(AgentFolder folder) {
    return folder.read(FILE, LeftOut.class).orElse(new LeftOut(List.of()));
  }

  private static Entry entry(String name, OutsourceReport.Skipped s) {
    return new Entry(name, s.code(), s.reason().replace(s.file().toString(), "the file"));
  }

  static void write(AgentFolder folder, Path pictures, List<OutsourceReport.Skipped> skipped) {
    List<Entry> entries =
        skipped.stream()
            .limit(KEPT)
            .map(s -> entry(pictures.relativize(s.file()).toString(), s))
            .toList();
    folder.write(FILE, new LeftOut(entries), false);
  }
}
