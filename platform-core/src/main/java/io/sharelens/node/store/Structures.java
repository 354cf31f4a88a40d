package io.sharelens.node.store;

import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.files.ShareLocation;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Where the structures of indexes lie, at every node that computes. */
public final class Structures {
  private static final String COLUMNS =
      "SELECT name, model, index_name, row_keys, file, place, bytes, created FROM structures";

  private final Database db;

  Structures(Database db) {
    this.db = db;
  }

  /** Adds one; what it names is durable already. */
  public void insert(StructureRow s) {
    db.inTransaction(
        () ->
            db.with(
                h ->
                    h.execute(
                        "INSERT INTO structures (name, model, index_name, row_keys, file, place,"
                            + " bytes, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        s.name(),
                        s.model(),
                        s.index(),
                        CanonicalJson.text(s.rowKeys()),
                        s.location().file(),
                        s.location().offset(),
                        s.location().bytes(),
                        s.created())));
  }

  public Optional<StructureRow> find(String name) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE name = :name")
                .bind("name", name)
                .map(Structures::row)
                .findOne());
  }

  /** The newest one under a model and an index. */
  public Optional<StructureRow> newest(String model, String index) {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS
                        + " WHERE model = :model AND index_name = :index"
                        + " ORDER BY created DESC, name LIMIT 1")
                .bind("model", model)
                .bind("index", index)
                .map(Structures::row)
                .findOne());
  }

  /** All of them. */
  public List<StructureRow> list() {
    return db.with(
        h -> h.createQuery(COLUMNS + " ORDER BY created, name").map(Structures::row).list());
  }

  /** Removes them; {@link Removal#dropStructures} erases their bytes. */
  void delete(Collection<StructureRow> rows) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (StructureRow s : rows) {
                    h.execute("DELETE FROM structures WHERE name = ?", s.name());
                  }
                  return rows.size();
                }));
  }

  private static StructureRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new StructureRow(
        rs.getString(1),
        rs.getString(2),
        rs.getString(3),
        CanonicalJson.read(rs.getString(4).getBytes(StandardCharsets.UTF_8), long[].class),
        new ShareLocation(rs.getString(5), rs.getLong(6), rs.getInt(7)),
        rs.getLong(8));
  }
}
