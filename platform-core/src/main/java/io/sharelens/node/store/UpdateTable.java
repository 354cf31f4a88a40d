package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Shares of owners' updates at this node. */
public final class UpdateTable {
  private static final String COLUMNS =
      "SELECT round, attempt, owner, state, plan_digest, pictures, sha256, bytes, received, crc,"
          + " file, sequence FROM updates";

  private final Database db;
  private final Counters counters;

  UpdateTable(Database db, Counters counters) {
    this.db = db;
    this.counters = counters;
  }

  /** Adds an attempt; its sequence is set here. */
  public void insert(UpdateRow u, long now) {
    long sequence = counters.take(Counters.UPDATES, 1);
    db.with(
        h ->
            h.execute(
                "INSERT INTO updates (round, attempt, owner, state, plan_digest, pictures, sha256,"
                    + " bytes, received, file, sequence, created)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                u.round(),
                u.attempt(),
                u.owner(),
                u.state(),
                u.planDigest(),
                u.pictures(),
                u.sha256(),
                u.bytes(),
                u.received(),
                u.file(),
                sequence,
                now));
  }

  public Optional<UpdateRow> find(long round, String attempt) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE round = :round AND attempt = :attempt")
                .bind("round", round)
                .bind("attempt", attempt)
                .map(UpdateTable::row)
                .findOne());
  }

  /** All of a round, in the order of arrival. */
  public List<UpdateRow> of(long round) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE round = :round ORDER BY sequence")
                .bind("round", round)
                .map(UpdateTable::row)
                .list());
  }

  /** Those whose bytes are here, the oldest first. */
  public List<UpdateRow> held() {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE file IS NOT NULL ORDER BY sequence")
                .map(UpdateTable::row)
                .list());
  }

  public List<UpdateRow> ofOwner(String owner) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE owner = :owner ORDER BY sequence")
                .bind("owner", owner)
                .map(UpdateTable::row)
                .list());
  }

  public void received(long round, String attempt, long bytes) {
    db.with(
        h ->
            h.execute(
                "UPDATE updates SET received = ? WHERE round = ? AND attempt = ?",
                bytes,
                round,
                attempt));
  }

  public void complete(long round, String attempt, long crc) {
    db.with(
        h ->
            h.execute(
                "UPDATE updates SET state = 'COMPLETE', crc = ? WHERE round = ? AND attempt = ?"
                    + " AND state = 'UPLOADING'",
                crc,
                round,
                attempt));
  }

  public void state(long round, String attempt, String state) {
    db.with(
        h ->
            h.execute(
                "UPDATE updates SET state = ? WHERE round = ? AND attempt = ?",
                state,
                round,
                attempt));
  }

  /** The bytes are gone. A counted update stays counted; any other is dropped. */
  public void gone(long round, String attempt) {
    db.with(
        h ->
            h.execute(
                "UPDATE updates SET file = NULL,"
                    + " state = CASE WHEN state = 'COUNTED' THEN state ELSE 'DROPPED' END"
                    + " WHERE round = ? AND attempt = ?",
                round,
                attempt));
  }

  private static UpdateRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new UpdateRow(
        rs.getLong(1),
        rs.getString(2),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getInt(6),
        rs.getString(7),
        rs.getLong(8),
        rs.getLong(9),
        rs.getObject(10, Long.class),
        rs.getString(11),
        rs.getLong(12));
  }
}
