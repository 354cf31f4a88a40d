import { Problem } from '../../common/problem.js';

/**
 * How pictures become a model's input, asked of nodes 1 and 2. The page does not fetch the model,
 * which may have hundreds of megabytes, and so cannot check its hash: it compares the answers
 * instead. One node that lies is found out; and no lie here could reveal the query, only spoil it.
 */

const MOST_SIZE = 4096;
const known = new Map();

/**
 * @param {import('./node.js').Node[]} nodes with the user's tokens; the first two are asked
 * @param {string} model SHA-256
 */
export async function modelInput(nodes, model, signal) {
  const kept = known.get(model);
  if (kept) {
    return kept;
  }
  const [first, second] = await Promise.all(
    nodes.slice(0, 2).map((n) => n.json('GET', `/v1/models/${model}/input`, { signal })),
  );
  const input = checked(first, model);
  if (JSON.stringify(input) !== JSON.stringify(checked(second, model))) {
    throw new Problem('nodes-disagree', "Nodes 1 and 2 disagree on the model's preprocessing.");
  }
  known.set(model, input);
  return input;
}

function checked(answer, model) {
  const { size, scale, mean, std, fractionBits, bound } = answer ?? {};
  const three = (a) => Array.isArray(a) && a.length === 3 && a.every(Number.isFinite);
  if (
    answer?.model !== model ||
    !Number.isInteger(size) || size < 1 || size > MOST_SIZE ||
    !Number.isFinite(scale) || !three(mean) || !three(std) || !std.every((s) => s > 0) ||
    !Number.isInteger(fractionBits) || Math.abs(fractionBits) > 62 ||
    !Number.isInteger(bound) || bound < 1 || bound >= 2 ** 30
  ) {
    throw new Problem('bad-answer', `The preprocessing of the model ${model} is impossible.`);
  }
  return { size, scale, mean, std, fractionBits, bound };
}
