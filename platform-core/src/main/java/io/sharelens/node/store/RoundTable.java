package io.sharelens.node.store;

import io.sharelens.api.RoundState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Training rounds and who takes part in them. */
public final class RoundTable {
  private static final int CAUSE_LENGTH = 2000;
  private static final String COLUMNS =
      "SELECT number, state, cause, origin, parent, candidate, model, version, words, rules,"
          + " record, opened, phase, deadline, ended, told FROM rounds";

  private final Database db;

  RoundTable(Database db) {
    this.db = db;
  }

  public void insert(RoundRow r) {
    db.with(
        h ->
            h.execute(
                "INSERT INTO rounds (number, state, cause, origin, parent, candidate, model,"
                    + " version, words, rules, record, opened, phase, deadline, ended, told)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                r.number(),
                r.state().name(),
                cut(r.cause()),
                r.origin(),
                r.parent(),
                r.candidate(),
                r.model(),
                r.version(),
                r.words(),
                r.rules(),
                r.record(),
                r.opened(),
                r.phase(),
                r.deadline(),
                r.ended(),
                r.told()));
  }

  /**
   * Writes all that can change but the models, if the round is still in a state.
   *
   * @return whether it was
   */
  public boolean update(RoundRow r, RoundState from) {
    return db.with(
            h ->
                h.execute(
                    "UPDATE rounds SET state = ?, cause = ?,"
                        + " version = ?, record = ?, phase = ?, deadline = ?, ended = ?, told = ?"
                        + " WHERE number = ? AND state = ?",
                    r.state().name(),
                    cut(r.cause()),
                    r.version(),
                    r.record(),
                    r.phase(),
                    r.deadline(),
                    r.ended(),
                    r.told(),
                    r.number(),
                    from.name()))
        > 0;
  }

  /** The candidate was made. */
  public void candidate(long number, String sha256) {
    db.with(h -> h.execute("UPDATE rounds SET candidate = ? WHERE number = ?", sha256, number));
  }

  /** The result was made. */
  public void model(long number, String sha256) {
    db.with(h -> h.execute("UPDATE rounds SET model = ? WHERE number = ?", sha256, number));
  }

  public Optional<RoundRow> find(long number) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE number = :number")
                .bind("number", number)
                .map(RoundTable::row)
                .findOne());
  }

  /** The newest first. */
  public List<RoundRow> list(int limit) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " ORDER BY number DESC LIMIT :limit")
                .bind("limit", limit)
                .map(RoundTable::row)
                .list());
  }

  /** The round that is not over. */
  public Optional<RoundRow> current() {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS
                        + " WHERE state NOT IN ('PUBLISHED', 'FAILED') ORDER BY number DESC"
                        + " LIMIT 1")
                .map(RoundTable::row)
                .findOne());
  }

  /** Rounds that are over, but node 2 may not know. */
  public List<RoundRow> untold() {
    return db.with(
        h ->
            h.createQuery(
                    COLUMNS
                        + " WHERE state IN ('PUBLISHED', 'FAILED') AND told = FALSE"
                        + " ORDER BY number")
                .map(RoundTable::row)
                .list());
  }

  /** The round that a model came from. */
  public Optional<RoundRow> of(String model) {
    return db.with(
        h ->
            h.createQuery(COLUMNS + " WHERE model = :model AND state = 'PUBLISHED'")
                .bind("model", model)
                .map(RoundTable::row)
                .findFirst());
  }

  public List<RoundOwnerRow> owners(long round) {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT owner, pseudonym, pictures, step, done, total, seen"
                        + " FROM round_owners WHERE round = :round ORDER BY pseudonym")
                .bind("round", round)
                .map(
                    (rs, ctx) ->
                        new RoundOwnerRow(
                            rs.getString(1),
                            rs.getString(2),
                            rs.getInt(3),
                            rs.getString(4),
                            rs.getLong(5),
                            rs.getLong(6),
                            rs.getLong(7)))
                .list());
  }

  public Optional<RoundOwnerRow> owner(long round, String owner) {
    return owners(round).stream().filter(o -> o.owner().equals(owner)).findFirst();
  }

  /** Adds an owner or overwrites what is known of it. */
  public void put(long round, RoundOwnerRow o) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  int n =
                      h.execute(
                          "UPDATE round_owners SET pseudonym = ?, pictures = ?, step = ?,"
                              + " done = ?, total = ?, seen = ? WHERE round = ? AND owner = ?",
                          o.pseudonym(),
                          o.pictures(),
                          o.step(),
                          o.done(),
                          o.total(),
                          o.seen(),
                          round,
                          o.owner());
                  return n > 0
                      ? n
                      : h.execute(
                          "INSERT INTO round_owners (round, owner, pseudonym, pictures, step,"
                              + " done, total, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                          round,
                          o.owner(),
                          o.pseudonym(),
                          o.pictures(),
                          o.step(),
                          o.done(),
                          o.total(),
                          o.seen());
                }));
  }

  /** An owner of the round was heard of; nothing happens if it is none. */
  public void seen(long round, String owner, long when) {
    db.with(
        h ->
            h.execute(
                "UPDATE round_owners SET seen = ? WHERE round = ? AND owner = ?",
                when,
                round,
                owner));
  }

  /** Rounds in a state. */
  public long count(RoundState state) {
    return db.with(
        h ->
            h.createQuery("SELECT COUNT(*) FROM rounds WHERE state = :state")
                .bind("state", state.name())
                .mapTo(Long.class)
                .one());
  }

  /** Changes what an owner does, and nothing else. */
  public void step(long round, String owner, String step) {
    db.with(
        h ->
            h.execute(
                "UPDATE round_owners SET step = ? WHERE round = ? AND owner = ?",
                step,
                round,
                owner));
  }

  private static @Nullable String cut(@Nullable String cause) {
    return cause == null || cause.length() <= CAUSE_LENGTH
        ? cause
        : cause.substring(0, CAUSE_LENGTH);
  }

  private static RoundRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new RoundRow(
        rs.getLong(1),
        RoundState.valueOf(rs.getString(2)),
        rs.getString(3),
        rs.getString(4),
        rs.getString(5),
        rs.getString(6),
        rs.getString(7),
        rs.getObject(8, Integer.class),
        rs.getLong(9),
        rs.getString(10),
        rs.getString(11),
        rs.getLong(12),
        rs.getLong(13),
        rs.getObject(14, Long.class),
        rs.getObject(15, Long.class),
        rs.getBoolean(16));
  }
}
