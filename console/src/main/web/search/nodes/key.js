import { Problem } from '../../common/problem.js';

/** A token names its node: slt1_... is node 1's. */
const TOKEN = /^slt([123])_[A-Za-z0-9_-]{16,}$/;

/**
 * The tokens of a search key: those of nodes 1 and 2, joined by a dot.
 *
 * @param {string} text as pasted
 * @returns {[string, string]} for node 1 and for node 2
 */
export function tokensOf(text) {
  const parts = text.trim().split('.');
  if (parts.length === 1 && TOKEN.test(parts[0])) {
    throw bad(`This is the token of node ${TOKEN.exec(parts[0])[1]} alone.`);
  }
  if (parts.length !== 2 || !parts.every((p) => TOKEN.test(p))) {
    throw bad('This is no search key.');
  }
  const nodes = parts.map((p) => TOKEN.exec(p)[1]);
  for (const node of ['1', '2']) {
    if (!nodes.includes(node)) {
      const other = nodes.find((n) => n === '3') ?? nodes[0];
      throw new Problem(
        'other-nodes-token',
        `The key has no token of node ${node}, but one of node ${other} in its place.`,
      );
    }
  }
  return [parts[nodes.indexOf('1')], parts[nodes.indexOf('2')]];
}

function bad(what) {
  return new Problem('bad-key', `${what} A search key is the tokens of nodes 1 and 2 joined by a dot: slt1_….slt2_…`);
}
