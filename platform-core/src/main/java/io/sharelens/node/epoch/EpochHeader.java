package io.sharelens.node.epoch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sharelens.node.json.CanonicalJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch is, in so few words that every node can check it: the dealer learns row keys, but
 * of pictures and owners only a digest. The digest of the header is the digest of the epoch.
 *
 * @param format version of this document
 * @param number 1, 2, 3, ...
 * @param scheme digest of the scheme
 * @param model SHA-256 of the model that all features were made with
 * @param index name of the index with its options, by digest
 * @param pictures number of entries
 * @param entriesDigest SHA-256 of the ordered entries
 * @param rowsDigest SHA-256 of the ordered row keys
 * @param structure digest of the index structure that searches use; null for none, and then not
 *     part of the document
 */
public record EpochHeader(
    int format,
    long number,
    String scheme,
    String model,
    String index,
    int pictures,
    String entriesDigest,
    String rowsDigest,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String structure) {
  /** Version that this software writes. */
  public static final int FORMAT = 1;

  /** The header that belongs to entries. */
  public static EpochHeader of(
      long number,
      String scheme,
      String model,
      String index,
      List<EpochEntry> entries,
      @Nullable String structure) {
    return new EpochHeader(
        FORMAT,
        number,
        scheme,
        model,
        index,
        entries.size(),
        CanonicalJson.digest(entries),
        CanonicalJson.digest(rowKeys(entries)),
        structure);
  }

  public String digest() {
    return CanonicalJson.digest(this);
  }

  /** Row keys in the order of the entries. */
  public static long[] rowKeys(List<EpochEntry> entries) {
    return entries.stream().mapToLong(EpochEntry::rowKey).toArray();
  }
}
