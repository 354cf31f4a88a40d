package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Tokens of accounts, as hashes. */
public final class AccessTokens {
  private static final String COLUMNS =
      "SELECT id, account, hash, label, scope, created, expires, used, revoked FROM access_tokens";

  private final Database db;

  AccessTokens(Database db) {
    this.db = db;
  }

  /**
   * Adds a token.
   *
   * @return its id
   */
  public long insert(AccessTokenRow row) {
    return db.with(
        h ->
            h.createUpdate(
                    "INSERT INTO access_tokens (account, hash, label, scope, created, expires)"
                        + " VALUES (:account, :hash, :label, :scope, :created, :expires)")
                .bind("account", row.account())
                .bind("hash", row.hash())
                .bind("label", row.label())
                .bind("scope", row.scope())
                .bind("created", row.created())
                .bind("expires", row.expires())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /** By its hash; one that was ended or is expired too. */
  public Optional<AccessTokenRow> find(String hash) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE hash = :hash")
                .bind("hash", hash)
                .map(AccessTokens::row)
                .findOne());
  }

  /** By its number; one that was ended or is expired too. */
  public Optional<AccessTokenRow> find(long id) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE id = :id")
                .bind("id", id)
                .map(AccessTokens::row)
                .findOne());
  }

  /** All that were not ended, the oldest first. */
  public List<AccessTokenRow> list() {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE revoked IS NULL ORDER BY id")
                .map(AccessTokens::row)
                .list());
  }

  /** Those of an account that were not ended, the oldest first. */
  public List<AccessTokenRow> of(String account) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE account = :account AND revoked IS NULL ORDER BY id")
                .bind("account", account)
                .map(AccessTokens::row)
                .list());
  }

  /** Remembers a use. */
  public void used(long id, long when) {
    db.with(h -> h.execute("UPDATE access_tokens SET used = ? WHERE id = ?", when, id));
  }

  /**
   * Ends a token, at once and for good.
   *
   * @return false if the account has no such token, or it was ended before
   */
  public boolean revoke(String account, long id, long when) {
    return db.with(
            h ->
                h.execute(
                    "UPDATE access_tokens SET revoked = ?"
                        + " WHERE id = ? AND account = ? AND revoked IS NULL",
                    when,
                    id,
                    account))
        > 0;
  }

  /** Takes the end of a token back. */
  public void revive(long id) {
    db.with(h -> h.execute("UPDATE access_tokens SET revoked = NULL WHERE id = ?", id));
  }

  private static AccessTokenRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new AccessTokenRow(
        rs.getLong(1),
        rs.getString(2),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getLong(6),
        rs.getObject(7, Long.class),
        rs.getObject(8, Long.class),
        rs.getObject(9, Long.class));
  }
}
