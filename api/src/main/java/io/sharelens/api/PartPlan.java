package io.sharelens.api;

/**
 * One named share of an upload.
 *
 * @param name {@link #FILE} or {@link #TENSOR} in the secret-sharing pipeline
 * @param form {@link #SEED} (16 bytes that expand to the share) or {@link #FULL}
 * @param ring {@link #BYTES} or {@link #WORDS}
 * @param elements ring elements of the share, expanded: bytes of the file, numbers of the tensor
 * @param bytes payload that will be sent: 16 for a seed, else elements times the ring's width
 * @param sha256 hex digest of the payload
 */
public record PartPlan(
    String name, String form, String ring, long elements, long bytes, String sha256) {
  /** Name of the share of the picture's file. */
  public static final String FILE = "file";

  /** Name of the share of the preprocessed tensor. */
  public static final String TENSOR = "tensor";

  /** Form: a seed of {@link #SEED_BYTES} bytes. */
  public static final String SEED = "seed";

  /** Form: every ring element, little-endian. */
  public static final String FULL = "full";

  /** Ring of bytes with wrap-around. */
  public static final String BYTES = "Z256";

  /** Ring of 32-bit words with wrap-around. */
  public static final String WORDS = "Z2^32";

  /** Payload of a seed. */
  public static final int SEED_BYTES = 16;
}
