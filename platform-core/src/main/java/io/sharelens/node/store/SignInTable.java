package io.sharelens.node.store;

import java.util.Optional;

/** Sessions of browsers, by the hash of their cookie. */
public final class SignInTable {
  private final Database db;

  SignInTable(Database db) {
    this.db = db;
  }

  /** Adds a session and forgets those that are over. */
  public void insert(SignIn row, long now) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute("DELETE FROM sign_ins WHERE expires <= ?", now);
                  return h.execute(
                      "INSERT INTO sign_ins (hash, token, expires) VALUES (?, ?, ?)",
                      row.hash(),
                      row.token(),
                      row.expires());
                }));
  }

  /** By its hash; one that is over too, as long as it is remembered. */
  public Optional<SignIn> find(String hash) {
    return db.with(
        h ->
            h.createQuery("SELECT hash, token, expires FROM sign_ins WHERE hash = :hash")
                .bind("hash", hash)
                .map((rs, ctx) -> new SignIn(rs.getString(1), rs.getLong(2), rs.getLong(3)))
                .findOne());
  }

  /** Ends a session. */
  public void delete(String hash) {
    db.with(h -> h.execute("DELETE FROM sign_ins WHERE hash = ?", hash));
  }

  /**
   * A session.
   *
   * @param hash SHA-256 (hex) of the cookie's value
   * @param token the token it was exchanged for
   * @param expires UTC milliseconds
   */
  public record SignIn(String hash, long token, long expires) {}
}
