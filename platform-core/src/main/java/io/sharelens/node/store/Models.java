package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Model files that the node holds. At most one is published. */
public final class Models {
  private static final String COLUMNS = "SELECT sha256, version, state, file, bytes, created";

  private final Database db;

  Models(Database db) {
    this.db = db;
  }

  public Optional<ModelRow> find(String sha256) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM models WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .map(Models::row)
                .findOne());
  }

  public Optional<ModelRow> published() {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM models WHERE state = 'PUBLISHED'")
                .map(Models::row)
                .findOne());
  }

  public List<ModelRow> list() {
    return db.with(
        h -> h.createQuery(COLUMNS + " FROM models ORDER BY created").map(Models::row).list());
  }

  /** Takes note of a staged file; nothing happens if it is known. */
  public void stage(ModelRow row) {
    db.inTransaction(
        () ->
            find(row.sha256()).isPresent()
                ? 0
                : db.with(
                    h ->
                        h.execute(
                            "INSERT INTO models (sha256, state, file, bytes, created)"
                                + " VALUES (?, 'STAGED', ?, ?, ?)",
                            row.sha256(),
                            row.file(),
                            row.bytes(),
                            row.created())));
  }

  /** Forgets a model that was never published. */
  public void forget(String sha256) {
    db.with(
        h ->
            h.execute(
                "DELETE FROM models WHERE sha256 = ? AND state = 'STAGED' AND version IS NULL",
                sha256));
  }

  /** Publishes one model as {@code version} and retires the one before, in one step. */
  public void publish(String sha256, int version, long when) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute("UPDATE models SET state = 'RETIRED' WHERE state = 'PUBLISHED'");
                  return h.execute(
                      "UPDATE models SET state = 'PUBLISHED', version = ?, published = ?"
                          + " WHERE sha256 = ?",
                      version,
                      when,
                      sha256);
                }));
  }

  private static ModelRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new ModelRow(
        rs.getString(1),
        rs.getObject(2, Integer.class),
        rs.getString(3),
        rs.getString(4),
        rs.getLong(5),
        rs.getLong(6));
  }
}
