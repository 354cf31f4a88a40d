/**
 * The platform's pseudo-random generator: AES-128 in counter mode, the number of the stream in the
 * high half of the counter block. A seed and a stream are used for one secret once.
 */

/** Streams under a seed. */
export const TENSOR = 1;
export const FILE = 2;

/** Bytes of a seed. */
export const SEED_BYTES = 16;

/** What `getRandomValues` gives at once; more is an error. */
const MOST_RANDOM_BYTES = 65_536;

/**
 * The first bytes of a stream.
 *
 * @param {Uint8Array} seed 16 bytes
 * @param {number} stream
 * @param {number} length
 * @returns {Promise<Uint8Array>}
 */
export async function stream(seed, stream, length) {
  if (seed.length !== SEED_BYTES) {
    throw new RangeError(`a seed has ${SEED_BYTES} bytes, not ${seed.length}`);
  }
  const key = await crypto.subtle.importKey('raw', seed, 'AES-CTR', false, ['encrypt']);
  const counter = new Uint8Array(16);
  new DataView(counter.buffer).setBigUint64(0, BigInt(stream));
  const zeros = new Uint8Array(length);
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CTR', counter, length: 64 }, key, zeros));
}

/** Bytes from the browser's cryptographic generator. */
export function randomBytes(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += MOST_RANDOM_BYTES) {
    crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + MOST_RANDOM_BYTES)));
  }
  return bytes;
}
