/**
 * Bilinear resizing with antialiasing, in double precision and in the order of operations that
 * docs/PREPROCESSING.md fixes, so that the command line gets the very same numbers.
 */

const CHANNELS = 3;

/** Time after which the page gets a turn, so that it answers to clicks meanwhile. */
const TURN_MILLIS = 30;

/**
 * Resizes to `size` x `size` without keeping proportions.
 *
 * @param {{width: number, height: number, row: (y: number, into: Uint8Array) => void}} picture
 *     `row` writes R G B of each pixel of a row
 * @param {number} size
 * @param {() => Promise<void>} pause awaited now and then
 * @returns {Promise<Float64Array>} [3, size, size], values 0..255, not rounded
 */
export async function resize(picture, size, pause) {
  const columns = taps(picture.width, size);
  const rows = taps(picture.height, size);
  const out = new Float64Array(CHANNELS * size * size);
  const line = new Float64Array(CHANNELS * size);
  const pixels = new Uint8Array(CHANNELS * picture.width);
  let turn = performance.now();
  // Each source row is narrowed once and added to the output rows it takes part in; for every
  // output value the source rows are added in ascending order.
  for (let y = 0, first = 0; y < picture.height; y++) {
    while (first < size && rows[first].start + rows[first].weights.length <= y) {
      first++;
    }
    picture.row(y, pixels);
    narrow(pixels, columns, line);
    for (let o = first; o < size && rows[o].start <= y; o++) {
      add(line, rows[o].weights[y - rows[o].start], out, o, size);
    }
    if (performance.now() - turn > TURN_MILLIS) {
      await pause();
      turn = performance.now();
    }
  }
  return out;
}

function narrow(pixels, columns, line) {
  const width = columns.length;
  for (let x = 0; x < width; x++) {
    const { start, weights } = columns[x];
    let at = CHANNELS * start;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let j = 0; j < weights.length; j++, at += CHANNELS) {
      const weight = weights[j];
      r += weight * pixels[at];
      g += weight * pixels[at + 1];
      b += weight * pixels[at + 2];
    }
    line[x] = r;
    line[width + x] = g;
    line[2 * width + x] = b;
  }
}

function add(line, weight, out, row, size) {
  for (let c = 0; c < CHANNELS; c++) {
    const to = (c * size + row) * size;
    const from = c * size;
    for (let x = 0; x < size; x++) {
      out[to + x] += weight * line[from + x];
    }
  }
}

/** For each output position the source positions it takes and their weights, which sum to 1. */
function taps(from, to) {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const all = [];
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - support + 0.5));
    const end = Math.min(from, Math.floor(centre + support + 0.5));
    const weights = new Float64Array(end - start);
    let sum = 0;
    for (let j = 0; j < weights.length; j++) {
      weights[j] = Math.max(0, 1 - Math.abs((start + j - centre + 0.5) / support));
      sum += weights[j];
    }
    for (let j = 0; j < weights.length; j++) {
      weights[j] /= sum;
    }
    all.push({ start, weights });
  }
  return all;
}
