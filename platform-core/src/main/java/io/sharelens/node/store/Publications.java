package io.sharelens.node.store;

import io.sharelens.node.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.StatementContext;

/** What was published when: the versions of the model. Rows are never changed. */
public final class Publications {
  private static final String COLUMNS =
      "SELECT version, sha256, parent, origin, scheme, scheme_digest, metrics, published"
          + " FROM publications";

  private final Database db;

  Publications(Database db) {
    this.db = db;
  }

  /** All, oldest first. */
  public List<PublicationRow> list() {
    return db.with(h -> h.createQuery(COLUMNS + " ORDER BY version").map(Publications::row).list());
  }

  public Optional<PublicationRow> find(int version) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE version = :version")
                .bind("version", version)
                .map(Publications::row)
                .findOne());
  }

  /** The last one. */
  public Optional<PublicationRow> latest() {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " ORDER BY version DESC LIMIT 1")
                .map(Publications::row)
                .findOne());
  }

  /** Adds one; its version must be new. */
  public void add(PublicationRow row) {
    db.with(
        h ->
            h.execute(
                "INSERT INTO publications (version, sha256, parent, origin, scheme, scheme_digest,"
                    + " metrics, published) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row.version(),
                row.sha256(),
                row.parent(),
                row.origin(),
                row.scheme(),
                row.schemeDigest(),
                CanonicalJson.text(new TreeMap<>(row.metrics())),
                row.published()));
  }

  private static PublicationRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new PublicationRow(
        rs.getInt(1),
        rs.getString(2),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getString(6),
        metrics(rs.getString(7)),
        rs.getLong(8));
  }

  private static Map<String, Double> metrics(String json) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), Map.class)
        .forEach((k, v) -> metrics.put(String.valueOf(k), ((Number) v).doubleValue()));
    return metrics;
  }
}
