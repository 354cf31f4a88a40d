package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * This node's part of one attempt at an owner's update.
 *
 * @param round number of the round
 * @param attempt the owner's id of the attempt
 * @param owner account
 * @param state one of the constants
 * @param planDigest SHA-256 of the plan, equal at both nodes for shares of one update
 * @param pictures weight of the owner
 * @param sha256 of this node's part
 * @param bytes of this node's part
 * @param received bytes that are durable
 * @param crc CRC-32C of the verified part; null before
 * @param file name below the updates' folder; null where the bytes are gone
 * @param sequence order of arrival at this node
 */
public record UpdateRow(
    long round,
    String attempt,
    String owner,
    String state,
    String planDigest,
    int pictures,
    String sha256,
    long bytes,
    long received,
    @Nullable Long crc,
    @Nullable String file,
    long sequence) {
  /** On its way. */
  public static final String UPLOADING = "UPLOADING";

  /** All there and verified. */
  public static final String COMPLETE = "COMPLETE";

  /** In its round's set of contributors. */
  public static final String COUNTED = "COUNTED";

  /** A newer attempt took its place, or its bytes are not needed any more. */
  public static final String DROPPED = "DROPPED";
}
