package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Sessions with their meters and what they opened. */
public final class Sessions {
  private static final int REASON_LENGTH = 2000;
  private static final String COLUMNS =
      "SELECT id, kind, state, reason, failed_node, epoch, meters, ledger, learned, started, ended";

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
      String learned,
      long when) {
    String r =
        reason == null || reason.length() <= REASON_LENGTH
            ? reason
            : reason.substring(0, REASON_LENGTH);
    db.with(
        h ->
            h.execute(
                "UPDATE sessions SET state = ?, reason = ?, failed_node = ?, meters = ?,"
                    + " ledger = ?, learned = ?, ended = ? WHERE id = ? AND ended IS NULL",
                state,
                r,
                failedNode,
                meters,
                ledger,
                learned,
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
    return list(Wanted.ALL, limit);
  }

  /** Those that are wanted, the newest first. */
  public List<SessionRow> list(Wanted wanted, int limit) {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS
                        + " FROM sessions WHERE started < :before"
                        + (wanted.kind() == null ? "" : " AND kind = :kind")
                        + (wanted.state() == null ? "" : " AND state = :state")
                        + " ORDER BY started DESC LIMIT :limit")
                .bindMap(wanted.bindings())
                .bind("limit", limit)
                .map(Sessions::row)
                .list());
  }

  /** Those that ended at a time or later, the first first. */
  public List<SessionRow> endedSince(long when, int limit) {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS + " FROM sessions WHERE ended >= :when ORDER BY ended LIMIT :limit")
                .bind("when", when)
                .bind("limit", limit)
                .map(Sessions::row)
                .list());
  }

  /** How many there are in each state. */
  public Map<String, Long> counts() {
    Map<String, Long> out = new TreeMap<>();
    db.with(
        h ->
            h.createQuery("SELECT state, COUNT(*) FROM sessions GROUP BY state")
                .map((rs, ctx) -> out.put(rs.getString(1), rs.getLong(2)))
                .list());
    return out;
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

  /**
   * Which sessions are wanted.
   *
   * @param kind null for any
   * @param state null for any
   * @param before only those that started before, UTC milliseconds
   */
  public record Wanted(@Nullable String kind, @Nullable String state, long before) {
    /** All of them. */
    public static final Wanted ALL = new Wanted(null, null, Long.MAX_VALUE);

    private Map<String, Object> bindings() {
      Map<String, Object> values = new TreeMap<>();
      values.put("before", before);
      if (kind != null) {
        values.put("kind", kind);
      }
      if (state != null) {
        values.put("state", state);
      }
      return values;
    }
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
        rs.getString(9),
        rs.getLong(10),
        rs.getObject(11, Long.class));
  }
}
