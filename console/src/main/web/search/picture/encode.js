/**
 * From resized values to the fixed-point words that are shared, as docs/PREPROCESSING.md says:
 * normalise, round to single precision, scale, round half up, clamp.
 *
 * @param {Float64Array} values [3, size, size], 0..255
 * @param {{scale: number, mean: number[], std: number[], fractionBits: number, bound: number}} how
 *     of the model
 * @returns {Int32Array} as many words
 */
export function encode(values, how) {
  const words = new Int32Array(values.length);
  const plane = values.length / 3;
  const unit = 2 ** how.fractionBits;
  for (let c = 0; c < 3; c++) {
    const mean = how.mean[c];
    const std = how.std[c];
    for (let i = c * plane; i < (c + 1) * plane; i++) {
      const value = Math.fround(((values[i] / 255) * how.scale - mean) / std);
      const word = Math.floor(value * unit + 0.5);
      words[i] = Math.max(-how.bound, Math.min(how.bound, word)); // NaN becomes 0
    }
  }
  return words;
}
