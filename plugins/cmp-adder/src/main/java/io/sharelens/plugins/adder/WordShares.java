package io.sharelens.plugins.adder;

/**
 * Party 1's shares of the words of a selection, all from the stream that it has in common with
 * party 3. Only the low bits of each count.
 */
final class WordShares {
  private final Streams.Rows[] rows;

  WordShares(Streams streams, Form form) {
    rows = new Streams.Rows[form.fields()];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = streams.one(Streams.WORDS + k);
    }
  }

  /** A block's fields in the order of {@link Form#bits}, valid until the next call. */
  int[][] next(int n) {
    int[][] fields = new int[rows.length][];
    for (int k = 0; k < rows.length; k++) {
      fields[k] = rows[k].next(32 * n);
    }
    return fields;
  }
}
