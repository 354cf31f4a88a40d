package io.sharelens.node.store;

import io.sharelens.api.SchemeChange.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Changes of scheme that were proposed here. At most one is open. */
public final class SchemeChanges {
  private static final int CAUSE_LENGTH = 2000;
  private static final String COLUMNS =
      "SELECT id, sequence, digest, content, model, earlier, state, cause, approved, created, ended"
          + " FROM scheme_changes";

  private final Database db;
  private final Counters counters;

  SchemeChanges(Database db, Counters counters) {
    this.db = db;
    this.counters = counters;
  }

  /** Adds a change; its sequence number is given here. */
  public void insert(
      String id, String digest, String content, String model, State state, long created) {
    long sequence = counters.take(Counters.SCHEME_CHANGES, 1);
    db.with(
        h ->
            h.execute(
                "INSERT INTO scheme_changes (id, sequence, digest, content, model, state, created)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                sequence,
                digest,
                content,
                model,
                state.name(),
                created));
  }

  public Optional<SchemeChangeRow> find(String id) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE id = :id")
                .bind("id", id)
                .map(SchemeChanges::row)
                .findOne());
  }

  /** The one that is not over. */
  public Optional<SchemeChangeRow> open() {
    return list(1).stream().filter(r -> !r.state().over()).findFirst();
  }

  /** The newest first. */
  public List<SchemeChangeRow> list(int limit) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " ORDER BY sequence DESC LIMIT :limit")
                .bind("limit", limit)
                .map(SchemeChanges::row)
                .list());
  }

  /** This node's administrator approved. */
  public void approve(String id, long when) {
    db.with(
        h ->
            h.execute(
                "UPDATE scheme_changes SET approved = ? WHERE id = ? AND approved IS NULL",
                when,
                id));
  }

  /** What is published while staging begins: what to go back to. */
  public void before(String id, @Nullable String model) {
    db.with(h -> h.execute("UPDATE scheme_changes SET earlier = ? WHERE id = ?", model, id));
  }

  /**
   * Moves a change on.
   *
   * @param ended null while it goes on
   */
  public void state(String id, State state, @Nullable String cause, @Nullable Long ended) {
    String why =
        cause == null || cause.length() <= CAUSE_LENGTH ? cause : cause.substring(0, CAUSE_LENGTH);
    db.with(
        h ->
            h.execute(
                "UPDATE scheme_changes SET state = ?, cause = ?, ended = ? WHERE id = ?",
                state.name(),
                why,
                ended,
                id));
  }

  private static SchemeChangeRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new SchemeChangeRow(
        rs.getString(1),
        rs.getLong(2),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getString(6),
        State.valueOf(rs.getString(7)),
        rs.getString(8),
        rs.getObject(9, Long.class),
        rs.getLong(10),
        rs.getObject(11, Long.class));
  }
}
