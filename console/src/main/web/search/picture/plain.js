import { ascii } from './head.js';

/**
 * Takes out of a picture file what changes its pixels differently in each program: colour profiles
 * and gamma, orientation, further frames. What remains decodes to the stored pixels in every
 * browser. Orientation is applied afterwards, by orientation.js.
 *
 * @param {string} type media type
 * @param {Uint8Array} bytes the file
 * @returns {Uint8Array[]} parts of a file with the same pixels; damaged files come back unchanged
 */
export function plain(type, bytes) {
  const filter = FILTERS[type];
  if (!filter) {
    return [bytes];
  }
  try {
    return filter(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (e) {
    if (e instanceof RangeError) {
      return [bytes]; // the decoder will say what is wrong
    }
    throw e;
  }
}

const FILTERS = { 'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp };

/** Without EXIF and XMP (APP1) and colour profiles (APP2). */
function jpeg(bytes, view) {
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) {
      break;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (marker !== 0xe1 && marker !== 0xe2) {
      parts.push(bytes.subarray(at, end));
    }
    at = end;
  }
  parts.push(bytes.subarray(at));
  return parts;
}

const PNG_PARTS = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

function png(bytes, view) {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) {
      return [bytes];
    }
    if (PNG_PARTS.includes(ascii(bytes, at + 4, 4))) {
      parts.push(bytes.subarray(at, end));
    }
    at = end;
  }
  return parts;
}

const WEBP_EXTRAS = ['ICCP', 'EXIF', 'XMP '];

function webp(bytes, view) {
  if (ascii(bytes, 12, 4) !== 'VP8X') {
    return [bytes];
  }
  const head = bytes.slice(0, 30);
  head[20] &= ~0x2c; // no profile, EXIF or XMP
  const parts = [head];
  let length = 30;
  for (let at = 30; at + 8 <= bytes.length; ) {
    const end = Math.min(bytes.length, at + 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) & 1));
    if (!WEBP_EXTRAS.includes(ascii(bytes, at, 4))) {
      parts.push(bytes.subarray(at, end));
      length += end - at;
    }
    at = end;
  }
  new DataView(head.buffer).setUint32(4, length - 8, true);
  return parts;
}
