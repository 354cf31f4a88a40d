package io.sharelens.plugins.adder;

/**
 * A tensor of n elements in blocks.
 *
 * @param elements n, at least 1
 */
record Blocks(int elements) {
  int count() {
    return (elements + Form.BLOCK - 1) / Form.BLOCK;
  }

  int from(int block) {
    return block * Form.BLOCK;
  }

  /** Elements of a block. */
  int size(int block) {
    return Math.min(Form.BLOCK, elements - from(block));
  }

  /** Words of a block's rows; what is left over at the end of the last one counts for nothing. */
  int width(int block) {
    return size(block) + 31 >>> 5;
  }
}
