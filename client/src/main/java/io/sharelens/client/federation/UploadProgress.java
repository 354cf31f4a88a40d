package io.sharelens.client.federation;

/** Told how far an upload is; may throw to end it, a later upload goes on from there. */
@FunctionalInterface
public interface UploadProgress {
  /**
   * Called after every chunk, for both nodes at once from different threads.
   *
   * @param node 1 or 2
   * @param sent bytes that the node has
   * @param bytes of the node's whole part
   */
  void sent(int node, long sent, long bytes);
}
