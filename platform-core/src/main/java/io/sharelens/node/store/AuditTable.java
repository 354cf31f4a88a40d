package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Who changed what. Lines are added and read, never changed or removed. */
public final class AuditTable {
  private static final int LONGEST_SUBJECT = 300;

  private final Database db;

  AuditTable(Database db) {
    this.db = db;
  }

  /** Adds a line; a subject that is too long is cut. */
  public void insert(AuditRow row) {
    String subject = row.subject();
    String fits =
        subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT);
    db.with(
        h ->
            h.execute(
                "INSERT INTO audit (moment, actor, role, action, subject, outcome, correlation)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row.moment(),
                row.actor(),
                row.role(),
                row.action(),
                fits,
                row.outcome(),
                row.correlation()));
  }

  /**
   * Lines that fit, the newest first.
   *
   * @param text part of actor, action, subject, outcome or correlation id, in any case; null for
   *     all
   * @param actor exactly; null for all
   * @param action exactly, or the part before the dot; null for all
   * @param before lines older than the one with this id
   */
  public List<AuditRow> list(
      @Nullable String text,
      @Nullable String actor,
      @Nullable String action,
      long before,
      int limit) {
    StringBuilder where = new StringBuilder(" WHERE id < :before");
    if (text != null) {
      where.append(
          " AND (LOWER(COALESCE(actor, '')) LIKE :text ESCAPE '!' OR LOWER(action) LIKE :text"
              + " ESCAPE '!' OR LOWER(subject) LIKE :text ESCAPE '!' OR LOWER(outcome) LIKE :text"
              + " ESCAPE '!' OR correlation LIKE :text ESCAPE '!')");
    }
    if (actor != null) {
      where.append(" AND actor = :actor");
    }
    if (action != null) {
      where.append(" AND (action = :action OR action LIKE :actions ESCAPE '!')");
    }
    return db.with(
        h -> {
          var q =
              h.createQuery(
                      "SELECT id, moment, actor, role, action, subject, outcome, correlation"
                          + " FROM audit"
                          + where
                          + " ORDER BY id DESC LIMIT :limit")
                  .bind("before", before)
                  .bind("limit", limit);
          if (text != null) {
            q.bind("text", "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
          }
          if (actor != null) {
            q.bind("actor", actor);
          }
          if (action != null) {
            q.bind("action", action).bind("actions", escaped(action) + ".%");
          }
          return q.map(AuditTable::row).list();
        });
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static AuditRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new AuditRow(
        rs.getLong(1),
        rs.getLong(2),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getString(6),
        rs.getString(7),
        rs.getString(8));
  }
}
