package io.sharelens.mpc.dealer;

/** A server's side of the link to the dealer. Used by the session's one thread. */
public interface DealerClient {
  /**
   * Asks for correlated randomness; the other server must ask for the same. The material is read in
   * the order in which {@link Correlation#deal} writes it, and wholly, before the next request is
   * read.
   *
   * @param kind name of a correlation that the dealer has
   * @param count elements
   * @param params as the kind defines
   */
  MaterialReader request(String kind, int count, long... params);

  /**
   * Asks for correlated randomness of a kind that is dealt in blocks of {@code blockSize} elements,
   * the last one shorter. A stock may serve every block from a unit of its own.
   *
   * @param blockSize as the kind's dealer has it
   */
  default DealtBlocks blocks(String kind, int count, int blockSize, long... params) {
    return DealtBlocks.of(request(kind, count, params), count, blockSize);
  }
}
