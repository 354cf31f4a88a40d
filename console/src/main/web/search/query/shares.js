import { FILE, SEED_BYTES, TENSOR, randomBytes, stream } from './prg.js';

/**
 * Splits the query into shares and adds shares up to what was found. Each share alone is uniform:
 * whoever has one of them knows nothing.
 */

/**
 * Shares of a query's words.
 *
 * @param {Int32Array} words the secret
 * @param {Uint8Array} [seed] fresh unless a test asks for a known one; never used again
 * @returns {Promise<{first: Uint8Array, second: Uint8Array}>} 16 bytes for node 1, from which it
 *     makes its share, and node 2's share in full, little-endian
 */
export async function split(words, seed = randomBytes(SEED_BYTES)) {
  const second = await stream(seed, TENSOR, 4 * words.length);
  const view = new DataView(second.buffer);
  for (let i = 0; i < words.length; i++) {
    view.setInt32(4 * i, words[i] - view.getInt32(4 * i, true), true);
  }
  return { first: seed, second };
}

/** A secret word from both shares. */
export function joinWord(first, second) {
  return (first + second) | 0;
}

/**
 * A file from the shares of both nodes.
 *
 * @param {{form: string, share: Uint8Array}} first
 * @param {{form: string, share: Uint8Array}} second
 * @param {number} bytes of the file
 * @returns {Promise<Uint8Array>} a new array
 */
export async function joinFile(first, second, bytes) {
  const sum = await expand(first, bytes);
  const other = await expand(second, bytes);
  for (let i = 0; i < bytes; i++) {
    sum[i] += other[i];
  }
  return sum;
}

function expand({ form, share }, bytes) {
  return form === 'seed' ? stream(share, FILE, bytes) : Promise.resolve(share.slice());
}
