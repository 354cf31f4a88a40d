package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.StatementContext;

/** Accounts and the grants of users to owners. */
public final class Principals {
  private static final String COLUMNS = "SELECT name, role, created, revoked";

  private final Database db;

  Principals(Database db) {
    this.db = db;
  }

  public Optional<PrincipalRow> find(String name) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " FROM principals WHERE name = :name")
                .bind("name", name)
                .map(Principals::row)
                .findOne());
  }

  public List<PrincipalRow> list() {
    return db.with(
        h -> h.createQuery(COLUMNS + " FROM principals ORDER BY name").map(Principals::row).list());
  }

  /** Creates the account, or gives an existing one this role and lifts a revocation. */
  public void put(PrincipalRow row) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  int n =
                      h.execute(
                          "UPDATE principals SET role = ?, revoked = NULL WHERE name = ?",
                          row.role(),
                          row.name());
                  return n > 0
                      ? n
                      : h.execute(
                          "INSERT INTO principals (name, role, created) VALUES (?, ?, ?)",
                          row.name(),
                          row.role(),
                          row.created());
                }));
  }

  /**
   * Ends the account's access at once, and all its tokens for good.
   *
   * @return false if there is no such account, or it was revoked before
   */
  public boolean revoke(String name, long when) {
    return db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute(
                      "UPDATE access_tokens SET revoked = ? WHERE account = ? AND revoked IS NULL",
                      when,
                      name);
                  return h.execute(
                          "UPDATE principals SET revoked = ? WHERE name = ? AND revoked IS NULL",
                          when,
                          name)
                      > 0;
                }));
  }

  /** Owners whose pictures the user may find. */
  public Set<String> grantsOf(String user) {
    List<String> owners =
        db.with(
            h ->
                h.createQuery("SELECT owner_name FROM grants WHERE user_name = :user")
                    .bind("user", user)
                    .mapTo(String.class)
                    .list());
    return new TreeSet<>(owners);
  }

  /** All grants of accounts that are not revoked, sorted by user, then owner. */
  public List<Grant> grants() {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT g.user_name, g.owner_name FROM grants g"
                        + " JOIN principals p ON p.name = g.user_name"
                        + " WHERE p.revoked IS NULL ORDER BY g.user_name, g.owner_name")
                .map((rs, ctx) -> new Grant(rs.getString(1), rs.getString(2)))
                .list());
  }

  /** Grants; nothing happens if it was there. */
  public void grant(String user, String owner) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute(
                      "DELETE FROM grants WHERE user_name = ? AND owner_name = ?", user, owner);
                  return h.execute(
                      "INSERT INTO grants (user_name, owner_name) VALUES (?, ?)", user, owner);
                }));
  }

  /** Takes a grant back; false if there was none. */
  public boolean revokeGrant(String user, String owner) {
    return db.with(
            h ->
                h.execute("DELETE FROM grants WHERE user_name = ? AND owner_name = ?", user, owner))
        > 0;
  }

  /** Nobody may find the owner's pictures any more. */
  public void revokeGrantsOf(String owner) {
    db.with(h -> h.execute("DELETE FROM grants WHERE owner_name = ?", owner));
  }

  private static PrincipalRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new PrincipalRow(
        rs.getString(1), rs.getString(2), rs.getLong(3), rs.getObject(4, Long.class));
  }

  /** The user may find the owner's pictures. */
  public record Grant(String user, String owner) {}
}
