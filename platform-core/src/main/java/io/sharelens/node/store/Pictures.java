package io.sharelens.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Pictures, the attempts at them, and the parts of each attempt. */
public final class Pictures {
  private static final int CAUSE_LENGTH = 1000;
  private static final String ATTEMPT =
      "SELECT a.picture, a.attempt, a.owner, a.state, a.cause, a.media_type, a.model,"
          + " a.plan_digest, a.sequence FROM attempts a";
  private static final String ALIVE = " a.state NOT IN ('REPLACED', 'DELETED')";

  private final Database db;
  private final Counters counters;

  Pictures(Database db, Counters counters) {
    this.db = db;
    this.counters = counters;
  }

  /** Whose picture it is, or was before it was deleted. */
  public Optional<String> owner(String picture) {
    return db.with(
        h ->
            h.createQuery("SELECT owner FROM pictures WHERE id = :id")
                .bind("id", picture)
                .mapTo(String.class)
                .findOne());
  }

  public Optional<AttemptRow> find(PictureRef ref) {
    return db.with(
        h ->
            h.createQuery(ATTEMPT + " WHERE a.picture = :picture AND a.attempt = :attempt")
                .bind("picture", ref.picture())
                .bind("attempt", ref.attempt())
                .map(Pictures::row)
                .findOne());
  }

  /** Attempts whose bytes are here, newest first. */
  public List<AttemptRow> living(String picture) {
    return db.with(
        h ->
            h.createQuery(
                    ATTEMPT
                        + " WHERE a.picture = :picture AND"
                        + ALIVE
                        + " ORDER BY a.sequence DESC")
                .bind("picture", picture)
                .map(Pictures::row)
                .list());
  }

  /** The newest living attempt of each of an owner's pictures, by id, after {@code after}. */
  public List<AttemptRow> newestOf(String owner, String after, int limit) {
    return db.with(
        h ->
            h.createQuery(
                    ATTEMPT
                        + " WHERE a.owner = :owner AND a.picture > :after AND"
                        + ALIVE
                        + " AND a.sequence = (SELECT MAX(b.sequence) FROM attempts b"
                        + " WHERE b.picture = a.picture)"
                        + " ORDER BY a.picture LIMIT :limit")
                .bind("owner", owner)
                .bind("after", after)
                .bind("limit", limit)
                .map(Pictures::row)
                .list());
  }

  /** Attempts in a state, oldest first. */
  public List<AttemptRow> inState(AttemptState state, int limit) {
    return db.with(
        h ->
            h.createQuery(ATTEMPT + " WHERE a.state = :state ORDER BY a.sequence LIMIT :limit")
                .bind("state", state.name())
                .bind("limit", limit)
                .map(Pictures::row)
                .list());
  }

  /**
   * Attempts that are complete here and have no row in an index under a model, oldest first. All of
   * a picture's attempts are listed: which of them the other node holds too is for the caller to
   * find out.
   */
  public List<AttemptRow> extractable(String model, String index, int limit) {
    return db.with(
        h ->
            h.createQuery(
                    ATTEMPT
                        + " WHERE a.state IN ('STORED', 'INDEXED') AND NOT EXISTS (SELECT 1 FROM"
                        + " index_rows i WHERE i.picture = a.picture AND i.attempt = a.attempt"
                        + " AND i.model = :model AND i.index_name = :index)"
                        + " ORDER BY a.sequence LIMIT :limit")
                .bind("model", model)
                .bind("index", index)
                .bind("limit", limit)
                .map(Pictures::row)
                .list());
  }

  public List<PartRow> parts(PictureRef ref) {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT name, form, ring, elements, bytes, sha256, received, file FROM parts"
                        + " WHERE picture = :picture AND attempt = :attempt ORDER BY name")
                .bind("picture", ref.picture())
                .bind("attempt", ref.attempt())
                .map(
                    (rs, ctx) ->
                        new PartRow(
                            rs.getString(1),
                            rs.getString(2),
                            rs.getString(3),
                            rs.getLong(4),
                            rs.getLong(5),
                            rs.getString(6),
                            rs.getLong(7),
                            rs.getString(8)))
                .list());
  }

  /** Number of attempts in each state. */
  public Map<AttemptState, Integer> counts() {
    Map<AttemptState, Integer> out = new EnumMap<>(AttemptState.class);
    for (AttemptState s : AttemptState.values()) {
      out.put(s, 0);
    }
    db.with(
        h -> {
          h.createQuery("SELECT state, COUNT(*) FROM attempts GROUP BY state")
              .map((rs, ctx) -> out.put(AttemptState.valueOf(rs.getString(1)), rs.getInt(2)))
              .list();
          return out;
        });
    return out;
  }

  /** What an owner holds here: pictures that are not deleted, and payload bytes planned. */
  public Usage usage(String owner) {
    return db.with(
        h ->
            new Usage(
                count(
                    h, "SELECT COUNT(*) FROM pictures WHERE owner = :o AND deleted IS NULL", owner),
                count(
                    h,
                    "SELECT COALESCE(SUM(p.bytes), 0) FROM parts p JOIN attempts a"
                        + " ON a.picture = p.picture AND a.attempt = p.attempt"
                        + " WHERE a.owner = :o AND"
                        + ALIVE,
                    owner)));
  }

  /**
   * Starts an attempt in state UPLOADING; makes the picture, or brings a deleted one back under the
   * same owner.
   */
  public AttemptRow begin(
      PictureRef ref,
      String owner,
      String mediaType,
      String model,
      String planDigest,
      List<PartRow> parts,
      long when) {
    // Taken before the transaction, which would hold the counter's row until it ends.
    long sequence = counters.take(Counters.ATTEMPTS, 1);
    return db.inTransaction(
        () -> {
          db.with(
              h -> {
                int known =
                    h.execute("UPDATE pictures SET deleted = NULL WHERE id = ?", ref.picture());
                if (known == 0) {
                  h.execute(
                      "INSERT INTO pictures (id, owner, created) VALUES (?, ?, ?)",
                      ref.picture(),
                      owner,
                      when);
                }
                h.execute(
                    "INSERT INTO attempts (picture, attempt, owner, state, media_type, model,"
                        + " plan_digest, sequence, created)"
                        + " VALUES (?, ?, ?, 'UPLOADING', ?, ?, ?, ?, ?)",
                    ref.picture(),
                    ref.attempt(),
                    owner,
                    mediaType,
                    model,
                    planDigest,
                    sequence,
                    when);
                insertParts(h, ref, parts);
                return sequence;
              });
          return new AttemptRow(
              ref, owner, AttemptState.UPLOADING, null, mediaType, model, planDigest, sequence);
        });
  }

  /** Notes how many payload bytes of a part are durable. */
  public void received(PictureRef ref, String part, long bytes) {
    db.with(
        h ->
            h.execute(
                "UPDATE parts SET received = ? WHERE picture = ? AND attempt = ? AND name = ?",
                bytes,
                ref.picture(),
                ref.attempt(),
                part));
  }

  /** UPLOADING to STORED; false if the attempt is in another state. */
  public boolean stored(PictureRef ref, long when) {
    return db.with(
            h ->
                h.execute(
                    "UPDATE attempts SET state = 'STORED', stored = ?"
                        + " WHERE picture = ? AND attempt = ? AND state = 'UPLOADING'",
                    when,
                    ref.picture(),
                    ref.attempt()))
        > 0;
  }

  /** STORED (or FAILED) to INDEXED, for those that are still alive. */
  public void indexed(List<PictureRef> refs) {
    db.with(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "UPDATE attempts SET state = 'INDEXED', cause = NULL WHERE picture = ?"
                      + " AND attempt = ? AND state IN ('STORED', 'FAILED')");
          for (PictureRef r : refs) {
            batch.add(r.picture(), r.attempt());
          }
          return refs.isEmpty() ? 0 : batch.execute().length;
        });
  }

  /** Extraction of a STORED or INDEXED attempt gave up. */
  public void failed(PictureRef ref, @Nullable String cause) {
    String c =
        cause == null || cause.length() <= CAUSE_LENGTH ? cause : cause.substring(0, CAUSE_LENGTH);
    db.with(
        h ->
            h.execute(
                "UPDATE attempts SET state = 'FAILED', cause = ? WHERE picture = ?"
                    + " AND attempt = ? AND state IN ('STORED', 'INDEXED')",
                c,
                ref.picture(),
                ref.attempt()));
  }

  /**
   * Marks the living attempts that are older than {@code newest} REPLACED; {@link Removal#sweep}
   * then drops their bytes.
   *
   * @param onlyUploading leaves those that are complete, which may still be searchable
   */
  public int replaceOlder(AttemptRow newest, boolean onlyUploading) {
    int n =
        db.with(
            h ->
                h.execute(
                    "UPDATE attempts SET state = 'REPLACED' WHERE picture = ? AND sequence < ? AND "
                        + (onlyUploading ? "state = 'UPLOADING'" : "state NOT IN ('DELETED')"),
                    newest.ref().picture(),
                    newest.sequence()));
    if (n > 0 && !onlyUploading) {
      db.rowsChanged();
    }
    return n;
  }

  /**
   * Marks a picture and all its attempts deleted; {@link Removal#sweep} then drops the bytes.
   *
   * @return whether anything was alive
   */
  public boolean delete(String picture, long when) {
    return db.inTransaction(
        () ->
            db.with(
                h -> {
                  int n =
                      h.execute(
                          "UPDATE pictures SET deleted = ? WHERE id = ? AND deleted IS NULL",
                          when,
                          picture);
                  h.execute("UPDATE attempts SET state = 'DELETED' WHERE picture = ?", picture);
                  db.rowsChanged();
                  return n > 0;
                }));
  }

  /**
   * Marks all pictures of an owner and their attempts deleted, in one commit.
   *
   * @return how many pictures were alive
   */
  public int deleteAll(String owner, long when) {
    return db.inTransaction(
        () ->
            db.with(
                h -> {
                  int n =
                      h.execute(
                          "UPDATE pictures SET deleted = ? WHERE owner = ? AND deleted IS NULL",
                          when,
                          owner);
                  h.execute("UPDATE attempts SET state = 'DELETED' WHERE owner = ?", owner);
                  db.rowsChanged();
                  return n;
                }));
  }

  /** Attempts whose bytes are to go: replaced or deleted, and some row still names bytes. */
  List<PictureRef> gone(int limit) {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT a.picture, a.attempt FROM attempts a"
                        + " WHERE a.state IN ('REPLACED', 'DELETED') AND EXISTS (SELECT 1 FROM"
                        + " parts p WHERE p.picture = a.picture AND p.attempt = a.attempt)"
                        + " LIMIT :limit")
                .bind("limit", limit)
                .map((rs, ctx) -> new PictureRef(rs.getString(1), rs.getString(2)))
                .list());
  }

  /** Removes the rows that named an attempt's bytes; the attempt itself stays as a tombstone. */
  void forgetBytes(PictureRef ref) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  db.rowsChanged();
                  for (String table : List.of("features", "index_rows", "parts")) {
                    h.execute(
                        "DELETE FROM " + table + " WHERE picture = ? AND attempt = ?",
                        ref.picture(),
                        ref.attempt());
                  }
                  return true;
                }));
  }

  /** Files of all parts. */
  List<String> partFiles() {
    return db.with(h -> h.createQuery("SELECT file FROM parts").mapTo(String.class).list());
  }

  /** Segment files that some row names. */
  List<String> segmentFiles() {
    return db.with(
        h ->
            h.createQuery(
                    "SELECT file FROM features UNION SELECT file FROM index_rows"
                        + " UNION SELECT file FROM replica_rows UNION SELECT file FROM structures")
                .mapTo(String.class)
                .list());
  }

  /** Parts of attempts that are still uploading. */
  List<Unfinished> unfinished() {
    return db.with(
        h ->
            h
                .createQuery(ATTEMPT + " WHERE a.state = 'UPLOADING'")
                .map(Pictures::row)
                .list()
                .stream()
                .flatMap(a -> parts(a.ref()).stream().map(p -> new Unfinished(a.ref(), p)))
                .toList());
  }

  private static long count(Handle h, String sql, String owner) {
    return h.createQuery(sql).bind("o", owner).mapTo(Long.class).one();
  }

  private static void insertParts(Handle h, PictureRef ref, List<PartRow> parts) {
    for (PartRow p : parts) {
      h.execute(
          "INSERT INTO parts (picture, attempt, name, form, ring, elements, bytes, sha256,"
              + " received, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          ref.picture(),
          ref.attempt(),
          p.name(),
          p.form(),
          p.ring(),
          p.elements(),
          p.bytes(),
          p.sha256(),
          p.received(),
          p.file());
    }
  }

  static AttemptRow row(ResultSet rs, StatementContext ctx) throws SQLException {
    return new AttemptRow(
        new PictureRef(rs.getString(1), rs.getString(2)),
        rs.getString(3),
        AttemptState.valueOf(rs.getString(4)),
        rs.getString(5),
        rs.getString(6),
        rs.getString(7),
        rs.getString(8),
        rs.getLong(9));
  }

  /** A part of an attempt that is still uploading. */
  record Unfinished(PictureRef ref, PartRow part) {}

  /** What an owner holds. */
  public record Usage(long pictures, long bytes) {}
}
