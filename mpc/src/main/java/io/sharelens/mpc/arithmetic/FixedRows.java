package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.ring.SharedTensor;

/**
 * Secret rows that will be multiplied with many fresh vectors (a feature store). With two servers
 * the rows were masked and opened once: F = V - B; with replicated shares nothing is needed.
 *
 * @param shares this party's shares of V, [rows, columns]
 * @param masked F row-major, public to the servers; empty where the arithmetic needs none
 * @param keys one key per row; names the row of B at the dealer
 */
public record FixedRows(SharedTensor shares, int[] masked, long[] keys) {
  public int rows() {
    return shares.shape().dim(0);
  }

  public int columns() {
    return shares.shape().dim(1);
  }
}
