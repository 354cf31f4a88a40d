package io.sharelens.cli.bench.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.cli.bench.BenchReport;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A report as data: what the Markdown shows and what comparisons read.
 *
 * @param format of this document; another one is refused
 * @param date day of the measurement, ISO 8601
 * @param commit of the sources, {@code unknown} without a repository
 * @param size {@code full} or {@code quick}
 * @param machine where it was measured
 * @param sections in order
 */
public record Document(
    int format,
    String date,
    String commit,
    String size,
    BenchReport.Machine machine,
    List<Section> sections) {
  /** The format that this program writes and reads. */
  public static final int FORMAT = 1;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public Document {
    sections = List.copyOf(sections);
  }

  /**
   * Part of a report.
   *
   * @param id stable, for comparisons
   * @param text paragraphs of Markdown before the tables
   * @param charts after the tables
   */
  public record Section(
      String id, String title, List<String> text, List<Table> tables, List<Chart> charts) {
    public Section {
      text = List.copyOf(text);
      tables = List.copyOf(tables);
      charts = List.copyOf(charts);
    }
  }

  /** One line of JSON for the whole. */
  public String json() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (IOException e) {
      throw LensException.internal("no-json", "a report cannot be written: " + e.getMessage());
    }
  }

  /**
   * Reads what an earlier report left.
   *
   * @param file the JSON, or the Markdown beside whose figures it lies
   * @throws LensException USER {@code bad-report} for anything else
   */
  public static Document read(Path file) {
    Path json = file.toString().endsWith(".md") ? ReportFiles.figures(file) : file;
    if (!Files.isReadable(json)) {
      throw LensException.user("bad-report", "there are no figures of a report at " + json);
    }
    try {
      Document d = MAPPER.readValue(Files.readAllBytes(json), Document.class);
      if (d == null || d.format() != FORMAT) {
        throw LensException.user("bad-report", json + " has another format than " + FORMAT);
      }
      return d;
    } catch (IOException e) {
      throw LensException.user("bad-report", json + " holds no report: " + e.getMessage());
    }
  }
}
