import { ascii } from './head.js';

/**
 * PNG files of 16 bits a channel, decoded here: browsers round them each in its own way, and the
 * nearest of 256 values is what docs/PREPROCESSING.md asks for.
 */

/** Channels by colour type; those with a palette have no 16 bits. */
const CHANNELS = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Start and step of the columns and rows of an interlaced picture's passes. */
const PASSES = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
];

/** Whether a PNG file has 16 bits a channel. */
export function isDeep(bytes) {
  return bytes[24] === 16 && bytes[25] in CHANNELS;
}

/**
 * Decodes one; fails with whatever it runs into in a damaged file.
 *
 * @returns {Promise<{width: number, height: number, data: Uint8ClampedArray}>} R G B A
 */
export async function decodeDeep(bytes, width, height) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { packed, clear } = chunks(bytes, view);
  const channels = CHANNELS[bytes[25]];
  const passes = bytes[28] ? PASSES : [[0, 1, 0, 1]];
  const raw = await inflate(packed, length(width, height, channels, passes));
  const data = new Uint8ClampedArray(4 * width * height);
  let at = 0;
  for (const [left, stepX, top, stepY] of passes) {
    const columns = Math.ceil((width - left) / stepX);
    const rows = columns > 0 ? Math.ceil((height - top) / stepY) : 0;
    const stride = 2 * channels * columns;
    let above = new Uint8Array(stride);
    for (let y = 0; y < rows; y++) {
      const line = raw.subarray(at + 1, at + 1 + stride);
      unfilter(raw[at], line, above, 2 * channels);
      write(line, channels, clear, data, 4 * ((top + y * stepY) * width + left), 4 * stepX);
      above = line;
      at += 1 + stride;
    }
  }
  return { width, height, data };
}

function chunks(bytes, view) {
  const packed = [];
  let clear;
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const part = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    const type = ascii(bytes, at + 4, 4);
    if (type === 'IDAT') {
      packed.push(part);
    } else if (type === 'tRNS') {
      clear = part; // the one colour that is transparent
    }
  }
  return { packed, clear };
}

function length(width, height, channels, passes) {
  return passes.reduce((sum, [left, stepX, top, stepY]) => {
    const columns = Math.ceil((width - left) / stepX);
    const rows = Math.ceil((height - top) / stepY);
    return columns > 0 && rows > 0 ? sum + rows * (1 + 2 * channels * columns) : sum;
  }, 0);
}

/** Never more than the dimensions promise, whatever the file unpacks to. */
async function inflate(packed, wanted) {
  const out = new Uint8Array(wanted);
  const reader = new Blob(packed).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  for (let at = 0; at < wanted; ) {
    const { value, done } = await reader.read();
    if (done) {
      throw new RangeError('it ends too early');
    }
    out.set(value.subarray(0, wanted - at), at);
    at += value.length;
  }
  await reader.cancel();
  return out;
}

function unfilter(filter, line, above, pixel) {
  for (let i = 0; i < line.length; i++) {
    const left = i < pixel ? 0 : line[i - pixel];
    const up = above[i];
    if (filter === 1) {
      line[i] += left;
    } else if (filter === 2) {
      line[i] += up;
    } else if (filter === 3) {
      line[i] += (left + up) >> 1;
    } else if (filter === 4) {
      line[i] += paeth(left, up, i < pixel ? 0 : above[i - pixel]);
    } else if (filter !== 0) {
      throw new RangeError(`filter ${filter}`);
    }
  }
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [l, u, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return l <= u && l <= c ? left : u <= c ? up : corner;
}

function write(line, channels, clear, data, to, step) {
  const grey = channels < 3;
  for (let at = 0; at < line.length; at += 2 * channels, to += step) {
    data[to] = eight(line, at);
    data[to + 1] = grey ? data[to] : eight(line, at + 2);
    data[to + 2] = grey ? data[to] : eight(line, at + 4);
    data[to + 3] = channels % 2 === 0 ? eight(line, at + 2 * channels - 2) : opaque(line, at, clear);
  }
}

/** The nearest of 256 values. */
function eight(line, at) {
  return Math.floor((((line[at] << 8) | line[at + 1]) * 255 + 32767) / 65535);
}

function opaque(line, at, clear) {
  return clear?.every((b, i) => b === line[at + i]) ? 0 : 255;
}
