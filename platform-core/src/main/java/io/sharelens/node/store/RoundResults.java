package io.sharelens.node.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What rounds committed to, opened and were told: sets, sums, reports, optimisers' states. */
public final class RoundResults {
  private final Database db;

  RoundResults(Database db) {
    this.db = db;
  }

  /**
   * A set that was committed to.
   *
   * @param digest of the content
   * @param content JSON
   */
  public record SetRow(String digest, String content) {}

  /**
   * An opened sum.
   *
   * @param round it belongs to
   * @param sha256 of its words, little-endian
   * @param bytes of them
   * @param pictures sum of the contributors' weights
   * @param contributors whose updates are in it
   * @param loss its last word
   * @param file name below the updates' folder; null where it is gone
   * @param opened UTC milliseconds
   */
  public record SumRow(
      long round,
      String sha256,
      long bytes,
      long pictures,
      int contributors,
      long loss,
      @Nullable String file,
      long opened) {}

  /**
   * An owner's report.
   *
   * @param digest of what both nodes got
   * @param content JSON
   * @param lossShare this node's share of the loss
   * @param precisionBeforeShare of the precision under the parent
   * @param precisionAfterShare of the precision under the candidate
   */
  public record ReportRow(
      String owner,
      String digest,
      String content,
      int lossShare,
      int precisionBeforeShare,
      int precisionAfterShare) {}

  /**
   * @param model SHA-256 of the model that it belongs to
   * @param steps the optimiser has taken
   * @param file name below the updates' folder
   * @param created UTC milliseconds
   */
  public record OptimiserRow(String model, int steps, String file, long created) {}

  public Optional<SetRow> set(long round, String kind) {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT digest, content FROM round_sets WHERE round = :round AND kind = :kind")
                .bind("round", round)
                .bind("kind", kind)
                .map((rs, ctx) -> new SetRow(rs.getString(1), rs.getString(2)))
                .findOne());
  }

  /** Commits to a set, once for ever: the primary key refuses a second one. */
  public void commit(long round, String kind, SetRow set, long now) {
    db.with(
        h ->
            h.execute(
                "INSERT INTO round_sets (round, kind, digest, content, committed)"
                    + " VALUES (?, ?, ?, ?, ?)",
                round,
                kind,
                set.digest(),
                set.content(),
                now));
  }

  public Optional<SumRow> sum(long round) {
    return sums().stream().filter(s -> s.round() == round).findFirst();
  }

  /** All that were opened here, the oldest first. */
  public List<SumRow> sums() {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT round, sha256, bytes, pictures, contributors, loss, file, opened"
                        + " FROM round_sums ORDER BY round")
                .map(
                    (rs, ctx) ->
                        new SumRow(
                            rs.getLong(1),
                            rs.getString(2),
                            rs.getLong(3),
                            rs.getLong(4),
                            rs.getInt(5),
                            rs.getLong(6),
                            rs.getString(7),
                            rs.getLong(8)))
                .list());
  }

  public void opened(SumRow s) {
    db.with(
        h ->
            h.execute(
                "INSERT INTO round_sums (round, sha256, bytes, pictures, contributors, loss, file,"
                    + " opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                s.round(),
                s.sha256(),
                s.bytes(),
                s.pictures(),
                s.contributors(),
                s.loss(),
                s.file(),
                s.opened()));
  }

  /** The words are gone; that they were opened stays. */
  public void sumGone(long round) {
    db.with(h -> h.execute("UPDATE round_sums SET file = NULL WHERE round = ?", round));
  }

  public List<ReportRow> reports(long round) {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT owner, digest, content, loss_share, precision_before_share,"
                        + " precision_after_share FROM round_reports WHERE round = :round ORDER BY owner")
                .bind("round", round)
                .map(
                    (rs, ctx) ->
                        new ReportRow(
                            rs.getString(1),
                            rs.getString(2),
                            rs.getString(3),
                            rs.getInt(4),
                            rs.getInt(5),
                            rs.getInt(6)))
                .list());
  }

  /** The last report of an owner counts. */
  public void report(long round, ReportRow r, long now) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute(
                      "DELETE FROM round_reports WHERE round = ? AND owner = ?", round, r.owner());
                  return h.execute(
                      "INSERT INTO round_reports (round, owner, digest, content, loss_share,"
                          + " precision_before_share, precision_after_share, created)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      round,
                      r.owner(),
                      r.digest(),
                      r.content(),
                      r.lossShare(),
                      r.precisionBeforeShare(),
                      r.precisionAfterShare(),
                      now);
                }));
  }

  public Optional<OptimiserRow> optimiser(String model) {
    return optimisers().stream().filter(o -> o.model().equals(model)).findFirst();
  }

  public List<OptimiserRow> optimisers() {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT model, steps, file, created FROM optimiser_states ORDER BY created")
                .map(
                    (rs, ctx) ->
                        new OptimiserRow(
                            rs.getString(1), rs.getInt(2), rs.getString(3), rs.getLong(4)))
                .list());
  }

  /** The state of a model is gone: a round that starts from it begins with zeros. */
  public void optimiserGone(String model) {
    db.with(h -> h.execute("DELETE FROM optimiser_states WHERE model = ?", model));
  }

  /** Ties a state to a model; nothing happens if that is known. */
  public void optimiser(OptimiserRow o) {
    db.inTransaction(
        () ->
            optimiser(o.model()).isPresent()
                ? 0
                : db.with(
                    h ->
                        h.execute(
                            "INSERT INTO optimiser_states (model, steps, file, created)"
                                + " VALUES (?, ?, ?, ?)",
                            o.model(),
                            o.steps(),
                            o.file(),
                            o.created())));
  }
}
