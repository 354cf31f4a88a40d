import { Problem } from '../../common/problem.js';

/**
 * What a picture file says of itself in its first bytes: format and dimensions. Nothing is decoded,
 * so a small file that would unpack to gigabytes is refused before it does.
 */

const SIGNATURES = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/bmp', [0x42, 0x4d]],
];

/** Media type by signature, never by the file's name; '' if it is none of ours. */
export function typeOf(bytes) {
  for (const [type, signature] of SIGNATURES) {
    if (signature.every((b, i) => bytes[i] === b)) {
      return type;
    }
  }
  return ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP' ? 'image/webp' : '';
}

/**
 * Reads the head of a picture file.
 *
 * @param {string} name what to call it in errors
 * @param {Uint8Array} bytes the whole file
 * @returns {{type: string, width: number, height: number, left: number, top: number}} dimensions of
 *     the first picture and, in animations, its place on the canvas
 */
export function headOf(name, bytes) {
  const type = typeOf(bytes);
  if (!type) {
    throw new Problem('picture-unsupported', `${name} is not a JPEG, PNG, GIF, BMP or WebP picture.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size;
  try {
    size = READERS[type](view, bytes);
  } catch (e) {
    if (e instanceof RangeError) {
      throw broken(name, 'it ends before its dimensions');
    }
    throw e;
  }
  if (!size) {
    throw broken(name, 'its dimensions cannot be found');
  }
  const [width, height, left = 0, top = 0] = size;
  if (width < 1 || height < 1) {
    throw broken(name, `it says it is ${width} x ${height} pixels`);
  }
  return { type, width, height, left, top };
}

/** The error for a file with the right signature that does not decode. */
export function broken(name, why) {
  return new Problem('picture-broken', `${name} is damaged: ${why}.`);
}

const READERS = {
  'image/png': (view) => [view.getUint32(16), view.getUint32(20)],
  'image/gif': gif,
  'image/bmp': bmp,
  'image/jpeg': jpeg,
  'image/webp': webp,
};

/** The first frame may be smaller than the animation's canvas. */
function gif(view) {
  let at = 13 + table(view.getUint8(10));
  for (;;) {
    const block = view.getUint8(at);
    if (block === 0x2c) {
      return [
        view.getUint16(at + 5, true),
        view.getUint16(at + 7, true),
        view.getUint16(at + 1, true),
        view.getUint16(at + 3, true),
      ];
    }
    if (block !== 0x21) {
      return undefined;
    }
    at += 2; // an extension: parts of at most 255 bytes, the last one empty
    for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) {
      at += 1 + length;
    }
    at += 1;
  }
}

function table(flags) {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

function bmp(view) {
  if (view.getUint32(14, true) === 12) {
    return [view.getUint16(18, true), view.getUint16(20, true)];
  }
  return [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
}

function jpeg(view) {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // filling
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    } else if (marker === 0xd9 || marker === 0xda) {
      return undefined; // pixels begin, or the end
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return undefined;
}

function webp(view, bytes) {
  const chunk = ascii(bytes, 12, 4);
  if (chunk === 'VP8X') {
    return [1 + uint24(view, 24), 1 + uint24(view, 27)];
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
  }
  if (chunk === 'VP8 ') {
    return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  }
  return undefined;
}

function uint24(view, at) {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

/** Text of a few bytes; shorter where the file ends. */
export function ascii(bytes, at, length) {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
