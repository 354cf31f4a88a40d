package io.sharelens.cli.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of figures.
 *
 * @param id stable within its section, for comparisons
 * @param labels titles of the columns that name a row
 * @param columns of figures
 * @param rows in order
 */
public record Table(String id, List<String> labels, List<Column> columns, List<Row> rows) {
  public Table {
    labels = List.copyOf(labels);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Which way a figure gets better, and whether it may move from run to run. */
  public enum Kind {
    /** Less is better; moves. */
    TIME,
    /** More is better; moves. */
    RATE,
    /** Less is better; does not move unless the program changed. */
    COUNT,
    /** Less is better; moves. */
    MEMORY,
    /** Neither; derived from other figures or given by a paper. */
    PLAIN
  }

  /**
   * @param id stable, for comparisons
   * @param title with the unit
   */
  public record Column(String id, String title, Kind kind) {}

  /**
   * @param labels as many as the table's
   * @param values as many as the table's columns; null: there is none
   */
  public record Row(List<String> labels, List<@Nullable Double> values) {
    public Row {
      labels = List.copyOf(labels);
      // Not copyOf, which takes no null.
      values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** Starts a table, for chaining. */
  static Builder of(String id, String... labels) {
    return new Builder(id, List.of(labels));
  }

  static final class Builder {
    private final String id;
    private final List<String> labels;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private Builder(String id, List<String> labels) {
      this.id = id;
      this.labels = labels;
    }

    Builder column(String columnId, String title, Kind kind) {
      columns.add(new Column(columnId, title, kind));
      return this;
    }

    /** NaN and null both stand for a figure that there is not. */
    Builder row(List<String> names, @Nullable Double... values) {
      if (names.size() != labels.size() || values.length != columns.size()) {
        throw new IllegalArgumentException(
            "%s: %s with %d values".formatted(id, names, values.length));
      }
      List<@Nullable Double> kept = new ArrayList<>();
      Arrays.stream(values).forEach(v -> kept.add(v == null || v.isNaN() ? null : v));
      rows.add(new Row(names, kept));
      return this;
    }

    Table build() {
      return new Table(id, labels, columns, rows);
    }
  }
}
