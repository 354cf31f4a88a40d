package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * A token of an account.
 *
 * @param id given by the database; any number for a row to insert
 * @param account whose it is
 * @param hash SHA-256 (hex) of the token
 * @param label what it is for
 * @param scope {@code full} or {@code read}
 * @param created UTC milliseconds
 * @param expires UTC milliseconds; null for never
 * @param used UTC milliseconds of the last use, to the minute; null for never
 * @param revoked UTC milliseconds; null while it was not ended
 */
public record AccessTokenRow(
    long id,
    String account,
    String hash,
    String label,
    String scope,
    long created,
    @Nullable Long expires,
    @Nullable Long used,
    @Nullable Long revoked) {
  @Override
  public String toString() {
    return "AccessTokenRow[" + id + ", " + account + ", " + label + "]";
  }
}
