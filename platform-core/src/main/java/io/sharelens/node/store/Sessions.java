package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Sessions with their meters and what they opened. */
public final class Sessions {
  private static final int REASON_LENGTH = 2000;
  private static final String COLUMNS =
      "SELECT id, kind, state, reason, failed_node, epoch, meters, ledger, started, ended";

  private final Database db;

  Sessions(Database db) {
    this.db = db;
  }

  /** Records that a session started; its id must be new. */
  public void start(String id, String kind, long epoch, long when) {
    db.with(
        h ->
            h.execute(
                "INSERT INTO sessions (id, kind, state, epoch, meters, ledger, started)"
                    + " VALUES (?, ?, 'RUNNING', ?, '[]', '{}', ?)",
                id,
                kind,
                epoch,
                when));
  }

  /** Ends a session; one that is over stays as it is. {@code state}: DONE, FAILED, CANCELLED. */
  public void end(
      String id,
      String state,
      @Nullable String reason,
      @Nullable Integer failedNode,
      String meters,
      String ledger,
      long when) {
    String r =
        reason == null || reason.length() <= REASON_LENGTH
            ? reason
            : reason.substring(0, REASON_LENGTH);
    db.with(
        h ->
            h.execute(
                "UPDATE sessions SET state = ?, reason = ?, failed_node = ?, meters = ?,"
                    + " ledger = ?, ended = ? WHERE id = ? AND ended IS NULL",
                state,
                r,
                failedNode,
                meters,
                ledger,
                when,
                id));
  }

  /** Fails what a crash interrupted; to be called before the first session of a process. */
  public int failOpen(String reason, long when) {
    return db.with(
        h ->
            h.execute(
                "UPDATE sessions SET state = 'FAILED', reason = ?, ended = ? WHERE ended IS NULL",
                reason,
                when));
  }

  public Optional<SessionRow> find(String id) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM sessions WHERE id = :id")
                .bind("id", id)
                .map(Sessions::row)
                .findOne());
  }

  /** The newest first. */
  public List<SessionRow> list(int limit) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM sessions ORDER BY started DESC LIMIT :limit")
                .bind("limit", limit)
                .map(Sessions::row)
                .list());
  }

  /** Sessions of a kind in a state. */
  public long count(String kind, String state) {
    return db.with(
        h ->
            h.createQuery("SELECT COUNT(*) FROM sessions WHERE kind = :kind AND state = :state")
                .bind("kind", kind)
                .bind("state", state)
                .mapTo(Long.class)
                .one());
  }

  private static SessionRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new SessionRow(
        rs.getString(1),
        rs.getString(2),
        rs.getString(3),
        rs.getString(4),
        rs.getObject(5, Integer.class),
        rs.getLong(6),
        rs.getString(7),
        rs.getString(8),
        rs.getLong(9),
        rs.getObject(10, Long.class));
  }
}
