package io.sharelens.node.store;

import io.sharelens.mpc.error.LensException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Numbered snapshots. The committed one with the greatest number is the current one. */
public final class Epochs {
  private static final String COLUMNS = "SELECT number, digest, committed, created, content";

  private final Database db;

  Epochs(Database db) {
    this.db = db;
  }

  public Optional<EpochRow> current() {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS + " FROM epochs WHERE committed = TRUE ORDER BY number DESC LIMIT 1")
                .map(Epochs::row)
                .findOne());
  }

  public Optional<EpochRow> find(long number) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM epochs WHERE number = :number")
                .bind("number", number)
                .map(Epochs::row)
                .findOne());
  }

  /** Stores a proposal; an earlier proposal of this number that was not committed is replaced. */
  public void propose(EpochRow row) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute(
                      "DELETE FROM epochs WHERE number = ? AND committed = FALSE", row.number());
                  return h.execute(
                      "INSERT INTO epochs (number, digest, committed, created, content)"
                          + " VALUES (?, ?, FALSE, ?, ?)",
                      row.number(),
                      row.digest(),
                      row.created(),
                      row.content());
                }));
  }

  /** Makes a proposal count; PROTOCOL {@code epoch-unknown} if there is none with this digest. */
  public void commit(long number, String digest) {
    int n =
        db.with(
            h ->
                h.execute(
                    "UPDATE epochs SET committed = TRUE WHERE number = ? AND digest = ?",
                    number,
                    digest));
    if (n == 0) {
      throw LensException.protocol(
          "epoch-unknown", "epoch " + number + " with digest " + digest + " was not proposed here");
    }
  }

  /** Removes snapshots before {@code number}. */
  public void forgetBefore(long number) {
    db.with(h -> h.execute("DELETE FROM epochs WHERE number < ?", number));
  }

  private static EpochRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new EpochRow(
        rs.getLong(1), rs.getString(2), rs.getBoolean(3), rs.getLong(4), rs.getString(5));
  }
}
