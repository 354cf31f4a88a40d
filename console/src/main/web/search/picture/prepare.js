import { decode } from './decode.js';
import { encode } from './encode.js';
import { resize } from './resample.js';

/**
 * From a picture's file to the words that are shared, as docs/PREPROCESSING.md says.
 *
 * @param {string} name what to call it in errors
 * @param {Uint8Array} bytes the file
 * @param {object} how the model's input: size, scale, mean, std, fractionBits, bound
 * @param {() => Promise<void>} [pause] awaited now and then
 * @returns {Promise<Int32Array>}
 */
export async function prepare(name, bytes, how, pause = nextTurn) {
  const picture = await decode(name, bytes);
  return encode(await resize(picture, how.size, pause), how);
}

/** Lets the page answer to clicks. */
function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve));
}
