package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/** Where index rows lie at node 3, which computes on them without knowing their pictures. */
public final class ReplicaRows {
  private static final String COLUMNS =
      "SELECT row_key, model, index_name, file, place, bytes FROM replica_rows";

  private final Database db;

  ReplicaRows(Database db) {
    this.db = db;
  }

  /** Adds rows; what they name is durable already. Fails if a key is there. */
  public void insert(List<ReplicaRow> rows) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (ReplicaRow r : rows) {
                    h.execute(
                        "INSERT INTO replica_rows (row_key, model, index_name, file, place, bytes)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                        r.rowKey(),
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

  /** Rows under a model and an index, in the order of their keys. */
  public List<ReplicaRow> list(String model, String index) {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS + " WHERE model = :model AND index_name = :index ORDER BY row_key")
                .bind("model", model)
                .bind("index", index)
                .map(ReplicaRows::row)
                .list());
  }

  /** Keys of all rows. */
  public Set<Long> keys() {
    return new HashSet<>(
        db.with(h -> h.createQuery("SELECT row_key FROM replica_rows").mapTo(Long.class).list()));
  }

  /** Rows with a key less than {@code below} that is not among {@code keep}. */
  List<ReplicaRow> others(Set<Long> keep, long below) {
    List<ReplicaRow> others = new ArrayList<>();
    for (ReplicaRow r : db.with(h -> h.createQuery(COLUMNS).map(ReplicaRows::row).list())) {
      if (r.rowKey() < below && !keep.contains(r.rowKey())) {
        others.add(r);
      }
    }
    return others;
  }

  /** Removes rows; {@link Removal#dropReplicas} erases their bytes. */
  void delete(List<ReplicaRow> rows) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (ReplicaRow r : rows) {
                    h.execute("DELETE FROM replica_rows WHERE row_key = ?", r.rowKey());
                  }
                  db.rowsChanged();
                  return rows.size();
                }));
  }

  private static ReplicaRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new ReplicaRow(
        rs.getLong(1),
        rs.getString(2),
        rs.getString(3),
        new ShareLocation(rs.getString(4), rs.getLong(5), rs.getInt(6)));
  }
}
