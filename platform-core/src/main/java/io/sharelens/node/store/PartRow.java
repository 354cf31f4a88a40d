package io.sharelens.node.store;

/**
 * A named share of an attempt.
 *
 * @param name {@code file} or {@code tensor}
 * @param form {@code seed} or {@code full}
 * @param ring {@code Z256} or {@code Z2^32}
 * @param elements ring elements, expanded
 * @param bytes payload planned
 * @param sha256 hex digest of the payload
 * @param received payload bytes that are durable
 * @param file name below the share folder
 */
public record PartRow(
    String name,
    String form,
    String ring,
    long elements,
    long bytes,
    String sha256,
    long received,
    String file) {
  /** Whether every byte is here. */
  public boolean complete() {
    return received == bytes;
  }
}
