package io.sharelens.node.epoch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An epoch as a node stores it. Computing nodes hold the entries, the dealer only the row keys.
 *
 * @param header what is compared
 * @param entries ordered entries; null at the dealer
 * @param rowKeys ordered keys; null at the computing nodes, which have them in the entries
 */
public record Epoch(
    EpochHeader header, @Nullable List<EpochEntry> entries, long @Nullable [] rowKeys) {

  /** Number 0: nothing is published yet. */
  public static final long NONE = 0;

  public long number() {
    return header.number();
  }

  @JsonIgnore
  public String digest() {
    return header.digest();
  }

  /** What the dealer gets. */
  public Epoch forDealer() {
    return new Epoch(header, null, keys());
  }

  /** Row keys in order. */
  public long[] keys() {
    List<EpochEntry> e = entries;
    if (e != null) {
      return EpochHeader.rowKeys(e);
    }
    return rowKeys == null ? new long[0] : rowKeys.clone();
  }

  /** The entries; INTERNAL at the dealer, which has none. */
  public List<EpochEntry> pictures() {
    List<EpochEntry> e = entries;
    if (e == null) {
      throw LensException.internal("no-entries", "the dealer does not know the pictures");
    }
    return e;
  }

  /**
   * Checks that header and content belong together.
   *
   * @throws LensException PROTOCOL {@code bad-epoch}
   */
  public void check() {
    if (header.format() != EpochHeader.FORMAT || header.number() < 1) {
      throw bad("format " + header.format() + ", number " + header.number());
    }
    long[] keys = keys();
    if (keys.length != header.pictures()
        || !CanonicalJson.digest(keys).equals(header.rowsDigest())) {
      throw bad("row keys do not have the digest in the header");
    }
    if (java.util.Arrays.stream(keys).distinct().count() != keys.length) {
      throw bad("a row key stands twice");
    }
    List<EpochEntry> e = entries;
    if (e != null && !CanonicalJson.digest(e).equals(header.entriesDigest())) {
      throw bad("pictures do not have the digest in the header");
    }
  }

  private LensException bad(String why) {
    return LensException.protocol("bad-epoch", "epoch " + header.number() + ": " + why);
  }
}
