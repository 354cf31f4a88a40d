package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/** Where the rows of the indexes lie. A row key is never used twice. */
public final class IndexRows {
  private static final String COLUMNS =
      "SELECT i.row_key, i.picture, i.attempt, i.model, i.index_name, i.file, i.place, i.bytes"
          + " FROM index_rows i";

  private final Database db;

  IndexRows(Database db) {
    this.db = db;
  }

  /** Adds rows; what they name is durable already. Fails if a key was used before. */
  public void insert(List<IndexRow> rows) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (IndexRow r : rows) {
                    h.execute(
                        "INSERT INTO index_rows (row_key, picture, attempt, model, index_name,"
                            + " file, place, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        r.rowKey(),
                        r.ref().picture(),
                        r.ref().attempt(),
                        r.model(),
                        r.index(),
                        r.location().file(),
                        r.location().offset(),
                        r.location().bytes());
                  }
                  db.rowsChanged();
                  return rows.size();
                }));
  }

  /** Rows of living attempts under a model, in the order of their keys. */
  public List<IndexRow> list(String model, String index) {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS
                        + " JOIN attempts a ON a.picture = i.picture AND a.attempt = i.attempt"
                        + " WHERE i.model = :model AND i.index_name = :index"
                        + " AND a.state NOT IN ('REPLACED', 'DELETED') ORDER BY i.row_key")
                .bind("model", model)
                .bind("index", index)
                .map(IndexRows::row)
                .list());
  }

  /** Keys of {@link #list}, ascending. */
  public long[] keys(String model, String index) {
    return db
        .with(
            h ->
                h.createQuery(
                        "SELECT i.row_key FROM index_rows i JOIN attempts a"
                            + " ON a.picture = i.picture AND a.attempt = i.attempt"
                            + " WHERE i.model = :model AND i.index_name = :index"
                            + " AND a.state NOT IN ('REPLACED', 'DELETED') ORDER BY i.row_key")
                    .bind("model", model)
                    .bind("index", index)
                    .mapTo(Long.class)
                    .list())
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Keys of all rows of living attempts, under all models and indexes. */
  public long[] keys() {
    return db
        .with(
            h ->
                h.createQuery(
                        "SELECT i.row_key FROM index_rows i JOIN attempts a"
                            + " ON a.picture = i.picture AND a.attempt = i.attempt"
                            + " WHERE a.state NOT IN ('REPLACED', 'DELETED') ORDER BY i.row_key")
                    .mapTo(Long.class)
                    .list())
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Those of the keys that have no row here, ascending. */
  public long[] missing(long[] keys) {
    if (keys.length == 0) {
      return keys;
    }
    Set<Long> known =
        new HashSet<>(
            db.with(h -> h.createQuery("SELECT row_key FROM index_rows").mapTo(Long.class).list()));
    return Arrays.stream(keys).filter(k -> !known.contains(k)).sorted().toArray();
  }

  /** Rows with these keys, whatever became of their attempts. */
  public List<IndexRow> byKeys(Set<Long> keys) {
    return db.with(h -> h.createQuery(COLUMNS).map(IndexRows::row).list()).stream()
        .filter(r -> keys.contains(r.rowKey()))
        .toList();
  }

  /** Rows of an attempt under all models and indexes. */
  public List<IndexRow> of(PictureRef ref) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE i.picture = :picture AND i.attempt = :attempt")
                .bind("picture", ref.picture())
                .bind("attempt", ref.attempt())
                .map(IndexRows::row)
                .list());
  }

  /** Rows under other models or indexes than these: leftovers of an older epoch. */
  public List<IndexRow> others(String model, String index) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE i.model <> :model OR i.index_name <> :index")
                .bind("model", model)
                .bind("index", index)
                .map(IndexRows::row)
                .list());
  }

  /** Removes rows; their bytes are erased by {@link Removal#dropRows}. */
  void delete(List<IndexRow> rows) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (IndexRow r : rows) {
                    h.execute("DELETE FROM index_rows WHERE row_key = ?", r.rowKey());
                  }
                  db.rowsChanged();
                  return rows.size();
                }));
  }

  private static IndexRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new IndexRow(
        rs.getLong(1),
        new PictureRef(rs.getString(2), rs.getString(3)),
        rs.getString(4),
        rs.getString(5),
        new ShareLocation(rs.getString(6), rs.getLong(7), rs.getInt(8)));
  }
}
