/**
 * The orientation tag (0x0112) of a JPEG file's EXIF block: cameras store what the sensor saw and
 * say here how to turn it. Damaged blocks count as upright.
 */

/** Whether rows of the file are columns, x counts from the right, y counts from the bottom. */
const TURNS = [
  [false, false, false],
  [false, true, false],
  [false, true, true],
  [false, false, true],
  [true, false, false],
  [true, true, false],
  [true, true, true],
  [true, false, true],
].map(([swap, fromRight, fromBottom]) => ({ swap, fromRight, fromBottom }));

/** Upright as stored. */
export const UPRIGHT = TURNS[0];

/** How the picture of a JPEG file lies in it. */
export function orientationOf(jpeg) {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  try {
    for (let at = 2; at + 4 <= jpeg.length && view.getUint8(at) === 0xff; ) {
      const marker = view.getUint8(at + 1);
      const length = view.getUint16(at + 2);
      if (marker === 0xda || length < 2) {
        break; // pixels begin
      }
      if (marker === 0xe1 && length >= 16 && view.getUint32(at + 4) === 0x45786966) {
        return tiff(new DataView(jpeg.buffer, jpeg.byteOffset + at + 10, length - 8));
      }
      at += 2 + length;
    }
  } catch (e) {
    if (!(e instanceof RangeError)) {
      throw e;
    }
  }
  return UPRIGHT;
}

function tiff(view) {
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (view.getUint16(entry, little) === 0x0112) {
      return TURNS[view.getInt16(entry + 8, little) - 1] ?? UPRIGHT;
    }
  }
  return UPRIGHT;
}
