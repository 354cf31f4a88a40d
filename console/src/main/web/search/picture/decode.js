import { Problem } from '../../common/problem.js';
import { decodeDeep, isDeep } from './deep-png.js';
import { broken, headOf } from './head.js';
import { UPRIGHT, orientationOf } from './orientation.js';
import { plain } from './plain.js';

/** Larger files are refused, as the command line does. */
const MOST_BYTES = 32 << 20;

/** Pictures of more pixels are refused: a phone's browser cannot hold them decoded. */
export const MOST_PIXELS = 40_000_000;

/**
 * Looks at a file before anything of it is decoded, and fails for what cannot be a query.
 *
 * @param {string} name what to call it in errors
 * @param {Uint8Array} bytes the file
 * @returns {ReturnType<typeof headOf>}
 */
export function inspect(name, bytes) {
  checkBytes(name, bytes.length);
  const head = headOf(name, bytes);
  checkDimensions(name, head.width, head.height);
  return head;
}

/**
 * Decodes the first picture of a file, upright, with transparent parts on white, to the very
 * values that the command line sees: see docs/PREPROCESSING.md.
 *
 * @param {string} name what to call it in errors
 * @param {Uint8Array} bytes the file
 * @returns {Promise<{type: string, width: number, height: number, row: (y: number, into:
 *     Uint8Array) => void}>} `row` writes R G B of each pixel of a row
 */
export async function decode(name, bytes) {
  const head = inspect(name, bytes);
  const deep = head.type === 'image/png' && isDeep(bytes);
  const stored = await (deep ? deepPixels(name, head, bytes) : pixels(name, head, bytes));
  const turn = head.type === 'image/jpeg' ? orientationOf(bytes) : UPRIGHT;
  return {
    type: head.type,
    width: turn.swap ? stored.height : stored.width,
    height: turn.swap ? stored.width : stored.height,
    row: (y, into) => row(stored, turn, y, into),
  };
}

/** Fails if a file has too many bytes; its content need not be here. */
export function checkBytes(name, length) {
  if (length > MOST_BYTES) {
    const megabytes = (n) => (n / (1 << 20)).toFixed(1);
    throw new Problem(
      'picture-too-big',
      `${name} has ${megabytes(length)} MiB; at most ${megabytes(MOST_BYTES)} are allowed.`,
    );
  }
}

function checkDimensions(name, width, height) {
  if (width * height > MOST_PIXELS) {
    const megapixels = ((width * height) / 1e6).toFixed(1);
    throw new Problem(
      'picture-too-big',
      `${name} has ${megapixels} megapixels (${width} x ${height}); this page takes at most ${MOST_PIXELS / 1e6}.`,
    );
  }
}

async function deepPixels(name, head, bytes) {
  try {
    return await decodeDeep(bytes, head.width, head.height);
  } catch {
    throw broken(name, 'its pixels cannot be unpacked');
  }
}

/**
 * The pixels as they are stored, R G B A. The canvas keeps colours multiplied by alpha; on white
 * that is exact, because 255 * (255 - alpha) / 255 is a whole number.
 */
async function pixels(name, head, bytes) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(new Blob(plain(head.type, bytes), { type: head.type }), {
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    });
  } catch {
    throw broken(name, 'the browser cannot decode it');
  }
  try {
    const { left, top } = head;
    const width = Math.min(head.width, bitmap.width - left);
    const height = Math.min(head.height, bitmap.height - top);
    if (width < 1 || height < 1) {
      throw broken(name, 'it has no pixels');
    }
    checkDimensions(name, width, height);
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) {
      throw new Problem('no-memory', `${name} needs more memory to decode than this browser gives.`);
    }
    context.drawImage(bitmap, -left, -top);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}

function row({ width, height, data }, turn, y, into) {
  const v = turn.fromBottom ? (turn.swap ? width : height) - 1 - y : y;
  const count = turn.swap ? height : width;
  // Places of a row lie 4 bytes apart, of a column a whole row.
  const step = (turn.swap ? 4 * width : 4) * (turn.fromRight ? -1 : 1);
  let from = turn.swap ? 4 * v : 4 * v * width;
  if (turn.fromRight) {
    from -= step * (count - 1);
  }
  for (let x = 0, to = 0; x < count; x++, from += step, to += 3) {
    const alpha = data[from + 3];
    if (alpha === 255) {
      into[to] = data[from];
      into[to + 1] = data[from + 1];
      into[to + 2] = data[from + 2];
    } else {
      into[to] = onWhite(data[from], alpha);
      into[to + 1] = onWhite(data[from + 1], alpha);
      into[to + 2] = onWhite(data[from + 2], alpha);
    }
  }
}

function onWhite(value, alpha) {
  return Math.floor((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
