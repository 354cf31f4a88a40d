package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where this node's shares of features lie. */
public final class Features {
  private static final String COLUMNS =
      "SELECT picture, attempt, model, dimension, fraction_bits, file, place, bytes, made FROM features";

  private final Database db;

  Features(Database db) {
    this.db = db;
  }

  /** Adds rows; the shares they name are durable already. */
  public void insert(List<FeatureRow> rows) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  for (FeatureRow r : rows) {
                    h.execute(
                        "INSERT INTO features (picture, attempt, model, dimension, fraction_bits,"
                            + " file, place, bytes, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        r.ref().picture(),
                        r.ref().attempt(),
                        r.model(),
                        r.dimension(),
                        r.fractionBits(),
                        r.location().file(),
                        r.location().offset(),
                        r.location().bytes(),
                        r.made());
                  }
                  return rows.size();
                }));
  }

  /** As {@link #insert}, but takes the place of rows of the same attempts and models. */
  public void replace(List<FeatureRow> rows) {
    db.inTransaction(
        () -> {
          db.with(
              h -> {
                for (FeatureRow r : rows) {
                  h.execute(
                      "DELETE FROM features WHERE picture = ? AND attempt = ? AND model = ?",
                      r.ref().picture(),
                      r.ref().attempt(),
                      r.model());
                }
                return rows.size();
              });
          insert(rows);
          return rows.size();
        });
  }

  public Optional<FeatureRow> find(PictureRef ref, String model) {
    return of(ref).stream().filter(f -> f.model().equals(model)).findFirst();
  }

  /** For every attempt with features of a model, the session that made them; not if unknown. */
  public Map<PictureRef, Long> made(String model) {
    Map<PictureRef, Long> made = new HashMap<>();
    db.with(
        h ->
            h.createQuery(
                    "SELECT picture, attempt, made FROM features"
                        + " WHERE model = :model AND made > 0")
                .bind("model", model)
                .map(
                    (rs, ctx) ->
                        made.put(new PictureRef(rs.getString(1), rs.getString(2)), rs.getLong(3)))
                .list());
    return made;
  }

  /** Under all models. */
  public List<FeatureRow> of(PictureRef ref) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE picture = :picture AND attempt = :attempt")
                .bind("picture", ref.picture())
                .bind("attempt", ref.attempt())
                .map(
                    (rs, ctx) ->
                        new FeatureRow(
                            new PictureRef(rs.getString(1), rs.getString(2)),
                            rs.getString(3),
                            rs.getInt(4),
                            rs.getInt(5),
                            new ShareLocation(rs.getString(6), rs.getLong(7), rs.getInt(8)),
                            rs.getLong(9)))
                .list());
  }
}
