import { Problem } from '../../common/problem.js';
import { SEED_BYTES } from './prg.js';

/**
 * One node's answer to a search: 4 bytes (big-endian) length, a JSON document, then this node's
 * share of each picture's file, back to back.
 *
 * @param {number} node for errors
 * @param {ArrayBuffer} body
 * @returns {{result: object, shares: Uint8Array[]}} the document, and a share for each result
 */
export function readAnswer(node, body) {
  const length = body.byteLength < 4 ? -1 : new DataView(body).getInt32(0);
  if (length < 2 || length > body.byteLength - 4) {
    throw bad(node, `a document of ${length} bytes`);
  }
  const result = document(node, new Uint8Array(body, 4, length));
  const shares = [];
  let at = 4 + length;
  for (const hit of result.results) {
    const bytes = shareBytes(node, hit);
    if (at + bytes > body.byteLength) {
      throw bad(node, 'an answer that breaks off');
    }
    shares.push(new Uint8Array(body, at, bytes));
    at += bytes;
  }
  if (at !== body.byteLength) {
    throw bad(node, `${body.byteLength} bytes where ${at} belong`);
  }
  return { result, shares };
}

function document(node, bytes) {
  try {
    const result = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (Array.isArray(result?.results)) {
      return result;
    }
  } catch {
    throw bad(node, 'no JSON');
  }
  throw bad(node, 'a document without results');
}

function shareBytes(node, hit) {
  if (!Number.isSafeInteger(hit?.bytes) || hit.bytes < 0) {
    throw bad(node, `a picture of ${hit?.bytes} bytes`);
  }
  switch (hit.form) {
    case 'seed':
      return SEED_BYTES;
    case 'full':
      return hit.bytes;
    default:
      throw bad(node, `a share in the unknown form '${hit.form}'`);
  }
}

function bad(node, what) {
  return new Problem('bad-answer', `Node ${node} sent ${what} as a search result.`, { node });
}
