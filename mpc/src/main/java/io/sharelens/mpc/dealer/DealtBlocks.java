package io.sharelens.mpc.dealer;

/**
 * Material in blocks, where a protocol reads all blocks in one phase, then all blocks in the next.
 * Within a request the dealer writes in that order: every block's fields of the first phase, then
 * of the second. Blocks of one request share a reader and are read in their order.
 */
public interface DealtBlocks {
  /** Number of blocks. */
  int count();

  /** Where block {@code i} is read; equal to that of the block before if one request has both. */
  MaterialReader reader(int i);

  /**
   * Elements that block {@code i} was dealt for: at least as many as the block has. A unit from
   * stock is always whole, and what is not needed of the last one is thrown away.
   */
  int size(int i);

  /** Says that all was read; fails if something was left. */
  void done();

  /**
   * A block size for {@code count} elements: few enough that not much of a unit from stock is
   * thrown away, and so few different sizes that a stock fits many counts.
   *
   * @param largest size of blocks, a power of two from {@value #SMALLEST} on
   */
  static int blockSize(int count, int largest) {
    return count >= largest ? largest : Math.max(SMALLEST, Integer.highestOneBit(2 * count - 1));
  }

  /** Elements of the smallest blocks. */
  int SMALLEST = 64;

  /** Blocks of one request. */
  static DealtBlocks of(MaterialReader reader, int count, int blockSize) {
    return new DealtBlocks() {
      @Override
      public int count() {
        return Math.ceilDiv(count, blockSize);
      }

      @Override
      public MaterialReader reader(int i) {
        return reader;
      }

      @Override
      public int size(int i) {
        return Math.min(blockSize, count - i * blockSize);
      }

      @Override
      public void done() {
        reader.done();
      }
    };
  }
}
