package io.sharelens.node.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Owners that left for good, and what is to become of their influence on the model. */
public final class Leavers {
  /** Its updates stay in the model. */
  public static final String NONE = "NONE";

  /** Its updates are to be taken out with the next round that can do so. */
  public static final String WANTED = "WANTED";

  /** Its updates were taken out. */
  public static final String DONE = "DONE";

  /** Its updates cannot be taken out any more: their shares are gone. */
  public static final String LOST = "LOST";

  private final Database db;

  Leavers(Database db) {
    this.db = db;
  }

  /**
   * @param owner account
   * @param removal one of the constants
   * @param left UTC milliseconds
   * @param round that took its updates out
   */
  public record Leaver(String owner, String removal, long left, @Nullable Long round) {}

  public List<Leaver> list() {
    return db.with(
        h ->
            h.createQuery("SELECT owner, removal, left_at, round FROM leavers ORDER BY left_at")
                .map(
                    (rs, ctx) ->
                        new Leaver(
                            rs.getString(1),
                            rs.getString(2),
                            rs.getLong(3),
                            rs.getObject(4, Long.class)))
                .list());
  }

  public Optional<Leaver> find(String owner) {
    return list().stream().filter(l -> l.owner().equals(owner)).findFirst();
  }

  /** Takes note that an owner left; nothing happens if that is known. */
  public void add(Leaver l) {
    db.inTransaction(
        () ->
            find(l.owner()).isPresent()
                ? 0
                : db.with(
                    h ->
                        h.execute(
                            "INSERT INTO leavers (owner, removal, left_at, round)"
                                + " VALUES (?, ?, ?, ?)",
                            l.owner(),
                            l.removal(),
                            l.left(),
                            l.round())));
  }

  /** Its removal is done, or cannot be. */
  public void settle(String owner, String removal, @Nullable Long round) {
    db.with(
        h ->
            h.execute(
                "UPDATE leavers SET removal = ?, round = ? WHERE owner = ?",
                removal,
                round,
                owner));
  }
}
