package io.sharelens.node.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Pictures as administrators look at them: each counts once, by its newest living attempt. */
public final class PictureCensus {
  private static final String NEWEST =
      " a.state NOT IN ('REPLACED', 'DELETED') AND NOT EXISTS (SELECT 1 FROM attempts b"
          + " WHERE b.picture = a.picture AND b.sequence > a.sequence"
          + " AND b.state NOT IN ('REPLACED', 'DELETED'))";
  private static final String BYTES =
      "COALESCE((SELECT SUM(p.received) FROM parts p"
          + " WHERE p.picture = a.picture AND p.attempt = a.attempt), 0)";

  private final Database db;

  PictureCensus(Database db) {
    this.db = db;
  }

  /** Pictures of one owner in one state; {@code oldest} is when the oldest was begun. */
  public record Count(String owner, AttemptState state, long pictures, long bytes, long oldest) {}

  /** A picture by its newest attempt. */
  public record Entry(AttemptRow attempt, long bytes, long created) {}

  /** By owner and state. */
  public List<Count> counts() {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT owner, state, COUNT(*), SUM(bytes), MIN(created) FROM (SELECT a.owner,"
                        + " a.state, a.created, "
                        + BYTES
                        + " AS bytes FROM attempts a WHERE"
                        + NEWEST
                        + ") newest GROUP BY owner, state ORDER BY owner, state")
                .map(
                    (rs, ctx) ->
                        new Count(
                            rs.getString(1),
                            AttemptState.valueOf(rs.getString(2)),
                            rs.getLong(3),
                            rs.getLong(4),
                            rs.getLong(5)))
                .list());
  }

  /**
   * The newest first.
   *
   * @param owner null for any
   * @param state null for any
   * @param after only attempts with a smaller sequence number
   */
  public List<Entry> list(
      @Nullable String owner, @Nullable AttemptState state, long after, int limit) {
    Map<String, Object> wanted = wanted(owner, state);
    return db.with(
        h -> {
          Query query =
              h.createQuery(
                  "SELECT a.picture, a.attempt, a.owner, a.state, a.cause, a.media_type, a.model,"
                      + " a.plan_digest, a.sequence, a.created, "
                      + BYTES
                      + " FROM attempts a WHERE a.sequence < :after AND"
                      + NEWEST
                      + clauses(wanted)
                      + " ORDER BY a.sequence DESC LIMIT :limit");
          return query
              .bindMap(wanted)
              .bind("after", after)
              .bind("limit", limit)
              .map((rs, ctx) -> new Entry(Pictures.row(rs, ctx), rs.getLong(11), rs.getLong(10)))
              .list();
        });
  }

  /**
   * Failed attempts are what they were before, so that they are extracted; all living attempts
   * count, not only the newest ones.
   *
   * @param owner null for any
   * @param pictures ids; empty for all
   * @return how many pictures
   */
  public int retry(@Nullable String owner, List<String> pictures) {
    Map<String, Object> wanted = wanted(owner, AttemptState.FAILED);
    List<PictureRef> failed =
        new ArrayList<>(
            db.with(
                h ->
                    h.createQuery(
                            "SELECT a.picture, a.attempt FROM attempts a WHERE 1 = 1"
                                + clauses(wanted))
                        .bindMap(wanted)
                        .map((rs, ctx) -> new PictureRef(rs.getString(1), rs.getString(2)))
                        .list()));
    if (!pictures.isEmpty()) {
      failed.removeIf(r -> !pictures.contains(r.picture()));
    }
    revive(failed);
    return (int) failed.stream().map(PictureRef::picture).distinct().count();
  }

  /** Those of the attempts that failed are again what they were before. */
  public void revive(List<PictureRef> refs) {
    if (refs.isEmpty()) {
      return;
    }
    db.with(
        h -> {
          var batch =
              h.prepareBatch(
                  "UPDATE attempts SET cause = NULL, state = CASE WHEN EXISTS (SELECT 1 FROM"
                      + " index_rows i WHERE i.picture = attempts.picture"
                      + " AND i.attempt = attempts.attempt) THEN 'INDEXED' ELSE 'STORED' END"
                      + " WHERE picture = ? AND attempt = ? AND state = 'FAILED'");
          for (PictureRef r : refs) {
            batch.add(r.picture(), r.attempt());
          }
          return batch.execute().length;
        });
  }

  private static Map<String, Object> wanted(@Nullable String owner, @Nullable AttemptState state) {
    Map<String, Object> wanted = new TreeMap<>();
    if (owner != null) {
      wanted.put("owner", owner);
    }
    if (state != null) {
      wanted.put("state", state.name());
    }
    return wanted;
  }

  private static String clauses(Map<String, Object> wanted) {
    StringBuilder sql = new StringBuilder();
    for (String column : wanted.keySet()) {
      sql.append(" AND a.").append(column).append(" = :").append(column);
    }
    return sql.toString();
  }
}
