package io.sharelens.node.store;

import io.sharelens.mpc.error.LensException;
import java.util.Optional;

/** Single values that a node must remember. */
public final class Facts {
  private final Database db;

  Facts(Database db) {
    this.db = db;
  }

  public Optional<String> get(String name) {
    return db.with(
        h ->
            h.createQuery("SELECT fact FROM facts WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  /** Sets or overwrites. */
  public void put(String name, String fact) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  int n =
                      h.createUpdate("UPDATE facts SET fact = :fact WHERE name = :name")
                          .bind("name", name)
                          .bind("fact", fact)
                          .execute();
                  return n > 0
                      ? n
                      : h.createUpdate("INSERT INTO facts (name, fact) VALUES (:name, :fact)")
                          .bind("name", name)
                          .bind("fact", fact)
                          .execute();
                }));
  }

  /** There is no such fact any more. */
  public void remove(String name) {
    db.with(h -> h.execute("DELETE FROM facts WHERE name = ?", name));
  }

  /** Sets a fact for ever; USER {@code wrong-node} if it is already something else. */
  void claim(String name, String fact) {
    String known = get(name).orElse(null);
    if (known == null) {
      put(name, fact);
    } else if (!known.equals(fact)) {
      throw LensException.user(
          "wrong-node", "this data folder belongs to " + name + " " + known + ", not " + fact);
    }
  }
}
