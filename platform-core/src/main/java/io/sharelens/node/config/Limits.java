package io.sharelens.node.config;

/**
 * Bounds on requests and sessions.
 *
 * @param maxK largest number of results of a search
 * @param maxPictureBytes largest part of an upload
 * @param chunkBytes largest chunk of an upload
 * @param maxModelBytes largest model file
 * @param maxPicturesPerOwner pictures that one owner may hold here
 * @param maxBytesPerOwner payload bytes that one owner may hold here
 * @param deadlineSeconds a session or search that takes longer fails
 * @param concurrentSearches searches that may wait or run at a time
 * @param extractBatch pictures that one extraction session takes
 * @param rowMemoryBytes memory for searchable rows, or at the dealer for their masks
 */
public record Limits(
    int maxK,
    long maxPictureBytes,
    int chunkBytes,
    long maxModelBytes,
    int maxPicturesPerOwner,
    long maxBytesPerOwner,
    int deadlineSeconds,
    int concurrentSearches,
    int extractBatch,
    long rowMemoryBytes) {
  /** What holds where the file says nothing. */
  public static Limits defaults() {
    return new Limits(
        100,
        32L << 20,
        1 << 20,
        2L << 30,
        1_000_000,
        1L << 40,
        120,
        8,
        16,
        Runtime.getRuntime().maxMemory() / 2);
  }
}
