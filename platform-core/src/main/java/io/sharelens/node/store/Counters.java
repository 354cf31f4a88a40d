package io.sharelens.node.store;

/** Numbers that are never handed out twice, across crashes too. */
public final class Counters {
  /** Keys of mask rows; drawn at node 1 only, which hands them to the others. */
  public static final String ROW_KEYS = "row_keys";

  /** Order of arrival of attempts. */
  static final String ATTEMPTS = "attempts";

  /** Numbers of training rounds; counted at node 1. */
  public static final String ROUNDS = "rounds";

  /** Order of arrival of updates. */
  static final String UPDATES = "updates";

  /** Order of arrival of changes of scheme. */
  static final String SCHEME_CHANGES = "scheme_changes";

  private final Database db;

  Counters(Database db) {
    this.db = db;
  }

  /**
   * Takes {@code count} consecutive numbers; they are gone when this returns, used or not.
   *
   * @return the first of them, at least 1
   */
  public synchronized long take(String name, int count) {
    return db.inTransaction(
        () ->
            db.with(
                h -> {
                  Long next =
                      h.createQuery("SELECT next_value FROM counters WHERE name = :name FOR UPDATE")
                          .bind("name", name)
                          .mapTo(Long.class)
                          .findOne()
                          .orElse(null);
                  long first = next == null ? 1 : next;
                  String sql =
                      next == null
                          ? "INSERT INTO counters (name, next_value) VALUES (:name, :next)"
                          : "UPDATE counters SET next_value = :next WHERE name = :name";
                  h.createUpdate(sql).bind("name", name).bind("next", first + count).execute();
                  return first;
                }));
  }

  /** The number that {@link #take} would hand out next. */
  public long next(String name) {
    return db.with(
        h ->
            h.createQuery("SELECT next_value FROM counters WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .orElse(1L));
  }

  /** Makes sure that numbers up to {@code used} are never handed out (again). */
  public synchronized void skipTo(String name, long used) {
    long missing = used + 1 - next(name);
    while (missing > 0) {
      int step = (int) Math.min(missing, Integer.MAX_VALUE);
      take(name, step);
      missing -= step;
    }
  }
}
