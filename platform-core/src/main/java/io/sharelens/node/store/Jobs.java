package io.sharelens.node.store;

import io.sharelens.mpc.error.LensException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Jobs, running and over. */
public final class Jobs {
  private static final int CAUSE_LENGTH = 2000;
  private static final String COLUMNS =
      "SELECT id, kind, state, owner, payload, done, total, cause, deadline, created, ended";

  private final Database db;

  Jobs(Database db) {
    this.db = db;
  }

  /** Stores a new job; USER {@code job-exists} if the id was ever used. */
  public void insert(JobRow row) {
    try {
      db.with(
          h ->
              h.execute(
                  "INSERT INTO jobs (id, kind, state, owner, payload, done, total, cause, deadline,"
                      + " created, ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  row.id(),
                  row.kind(),
                  row.state(),
                  row.owner(),
                  row.payload(),
                  row.done(),
                  row.total(),
                  row.cause(),
                  row.deadline(),
                  row.created(),
                  row.ended()));
    } catch (JdbiException e) {
      if (find(row.id()).isPresent()) {
        throw LensException.user("job-exists", "the id " + row.id() + " was used before");
      }
      throw e;
    }
  }

  public Optional<JobRow> find(String id) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM jobs WHERE id = :id")
                .bind("id", id)
                .map(Jobs::row)
                .findOne());
  }

  /** The newest jobs first. */
  public List<JobRow> list(int limit) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM jobs ORDER BY created DESC LIMIT :limit")
                .bind("limit", limit)
                .map(Jobs::row)
                .list());
  }

  /** Jobs that are not over, oldest first; after a restart these are what a crash interrupted. */
  public List<JobRow> open() {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM jobs WHERE ended IS NULL ORDER BY created")
                .map(Jobs::row)
                .list());
  }

  /** A queued job starts. */
  public void running(String id) {
    db.with(h -> h.execute("UPDATE jobs SET state = 'RUNNING' WHERE id = ? AND ended IS NULL", id));
  }

  public void progress(String id, long done, long total) {
    db.with(
        h ->
            h.execute(
                "UPDATE jobs SET done = ?, total = ? WHERE id = ? AND ended IS NULL",
                done,
                total,
                id));
  }

  /**
   * Ends a job; a job that is over stays as it is.
   *
   * @param state DONE, FAILED or CANCELLED
   * @return whether this call ended it
   */
  public boolean end(String id, String state, @Nullable String cause, long when) {
    String c =
        cause == null || cause.length() <= CAUSE_LENGTH ? cause : cause.substring(0, CAUSE_LENGTH);
    return db.with(
            h ->
                h.execute(
                    "UPDATE jobs SET state = ?, cause = ?, ended = ?"
                        + " WHERE id = ? AND ended IS NULL",
                    state,
                    c,
                    when,
                    id))
        > 0;
  }

  private static JobRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new JobRow(
        rs.getString(1),
        rs.getString(2),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getLong(6),
        rs.getLong(7),
        rs.getString(8),
        rs.getLong(9),
        rs.getLong(10),
        rs.getObject(11, Long.class));
  }
}
