import { Problem } from '../../common/problem.js';

/**
 * What all nodes say alike: nothing secret is sent before this was read. Nodes that differ in
 * protocol, scheme, plugins, parties, categories, model or epoch are refused with
 * `nodes-disagree`, which says in what.
 */

const TRIES = 10;
const PAUSE_MILLIS = 200;

/** Differences that only an operator can end. */
const STANDING = [
  ['the protocol version', (i) => i.protocol],
  ['the scheme', (i) => i.scheme],
  ["the scheme's options", (i) => i.schemeDigest],
  ['the number of computing parties', (i) => i.parties],
  ['the plugins', (i) => i.plugins],
];

/** Differences that a commit under way ends. */
const PASSING = [
  ['the categories', (i) => i.categories],
  ['the published model', (i) => i.model ?? null],
  ['the epoch', (i) => ({ number: i.epoch.number, digest: i.epoch.digest })],
];

/**
 * Reads all nodes. They commit epochs and models one after the other, so such a difference is
 * looked at again for a few seconds before it counts.
 *
 * @param {{node: number, info: (signal?: AbortSignal) => Promise<object>}[]} nodes 1, 2 and 3
 * @param {AbortSignal} [signal]
 */
export async function readAgreement(nodes, signal) {
  for (let i = 1; ; i++) {
    signal?.throwIfAborted();
    const infos = await Promise.all(nodes.map((n) => n.info(signal)));
    infos.forEach((info, place) => {
      if (info.node !== nodes[place].node) {
        throw new Problem('wrong-node', `The address of node ${nodes[place].node} answers as node ${info.node}.`, {
          node: nodes[place].node,
        });
      }
    });
    const standing = difference(STANDING, infos);
    const passing = standing ?? difference(PASSING, infos);
    if (!passing) {
      return agreementOf(infos);
    }
    if (standing || i === TRIES) {
      throw new Problem('nodes-disagree', passing);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}

/** What follows from infos that agree. */
function agreementOf(infos) {
  const common = infos[0];
  return {
    infos,
    common,
    /** SHA-256 of the model that queries are prepared for: the epoch's; '' if there is none yet. */
    model: common.epoch.model || common.model?.sha256 || '',
    maxK: Math.min(...infos.map((i) => i.limits.maxK)),
  };
}

function difference(aspects, infos) {
  for (const [what, of] of aspects) {
    const first = text(of(infos[0]));
    for (const other of infos.slice(1)) {
      const second = text(of(other));
      if (first !== second) {
        return `Nodes ${infos[0].node} and ${other.node} disagree on ${what}: ${first} against ${second}.`;
      }
    }
  }
  return undefined;
}

/** The same text for the same value, whatever the order of its members. */
function text(value) {
  return JSON.stringify(value, (key, v) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
