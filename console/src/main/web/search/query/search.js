import { Problem } from '../../common/problem.js';
import { readAgreement } from '../nodes/agreement.js';
import { modelInput } from '../nodes/input.js';
import { prepare } from '../picture/prepare.js';
import { forget, receive, send, wait } from './half.js';
import { outcomeOf } from './outcome.js';
import { split } from './shares.js';

/** What a search goes through, in order. */
export const STAGES = ['picture', 'shares', 'sending', 'feature', 'distance', 'ranking', 'receiving', 'joining'];

const TRIES = 3;

/** After one node's failure the other's is awaited so long: it may be the one that says why. */
const SECOND_OPINION_MILLIS = 1500;

/** Codes that say which node is at fault. */
const NAMING = ['node-unreachable', 'node-timeout'];

/** Codes that only say that the other node was missed. */
const ECHOES = ['peer-missing', 'search-missing', 'cancelled', 'session-aborted', 'peer-unreachable', 'channel-closed'];

/**
 * One search, from the file to the pictures that were found.
 *
 * @param {object} request
 * @param {import('../nodes/node.js').Node[]} request.nodes 1, 2 and 3; 1 and 2 with the user's tokens
 * @param {string} request.name what to call the picture in errors
 * @param {Uint8Array} request.bytes the picture's file
 * @param {number} request.k
 * @param {AbortSignal} request.signal
 * @param {(stage: string, done?: number, total?: number) => void} request.entered told of each
 *     stage that begins, and how far it is
 */
export async function search(request) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(request);
    } catch (error) {
      // A new epoch was committed between the agreement and the search.
      if (error.code !== 'epoch-differs' || attempt === TRIES) {
        throw error;
      }
    }
  }
}

async function once({ nodes, name, bytes, k, signal, entered }) {
  const watch = new Watch();
  entered('picture');
  const agreed = await readAgreement(nodes, signal);
  requireSearchable(agreed, k);
  const input = await modelInput(nodes, agreed.model, signal);
  watch.lap('agreement');
  const words = await prepare(name, bytes, input);
  signal.throwIfAborted();
  watch.lap('picture');
  entered('shares');
  const shares = await split(words);
  watch.lap('shares');
  const { answers, id } = await ask(nodes.slice(0, 2), agreed, shares, k, signal, entered, watch);
  entered('joining');
  const outcome = outcomeOf(...answers);
  return { ...outcome, id, agreed, shares, input, times: watch.times, asked: k };
}

function requireSearchable(agreed, k) {
  if (!agreed.model) {
    throw new Problem('no-model', 'The platform has no published model yet.');
  }
  if (k > agreed.maxK) {
    throw new Problem('bad-k', `The nodes give at most ${agreed.maxK} results at once, not ${k}.`);
  }
}

async function ask(nodes, agreed, shares, k, signal, entered, watch) {
  const id = crypto.randomUUID();
  const { number, digest } = agreed.common.epoch;
  const query = new URLSearchParams({ searchId: id, k, epoch: number, epochDigest: digest }).toString();
  const ends = new AbortController();
  const any = AbortSignal.any([signal, ends.signal]);
  const taken = new Set();
  const leave = () => taken.forEach((node) => forget(node, id));
  globalThis.addEventListener?.('pagehide', leave);
  const stages = new Forward(entered);
  const arrived = [0, 0];
  const totals = [0, 0];
  const progress = (place) => (done, total) => {
    arrived[place] = done;
    totals[place] = total;
    entered('receiving', arrived[0] + arrived[1], totals[0] + totals[1]);
  };
  try {
    entered('sending');
    await bothOf(
      [shares.first, shares.second].map(async (share, i) => {
        await send(nodes[i], query, share, any);
        taken.add(nodes[i]);
      }),
    );
    watch.lap('sending');
    stages.enter('feature');
    const answers = await bothOf(
      nodes.map(async (node, i) => {
        await wait(node, id, (...phase) => stages.enter(...phase), any);
        watch.lap('computing');
        return receive(node, id, progress(i), any);
      }),
    );
    watch.lap('receiving');
    return { answers, id };
  } catch (error) {
    leave();
    throw error;
  } finally {
    ends.abort();
    globalThis.removeEventListener?.('pagehide', leave);
  }
}

/** Both, or the failure that says most. */
async function bothOf(promises) {
  try {
    return await Promise.all(promises);
  } catch (first) {
    const late = new Promise((resolve) => setTimeout(resolve, SECOND_OPINION_MILLIS));
    const failures = await Promise.race([
      Promise.allSettled(promises).then((all) => all.filter((p) => p.status === 'rejected').map((p) => p.reason)),
      late.then(() => [first]),
    ]);
    throw (
      failures.find((f) => NAMING.includes(f.code)) ?? failures.find((f) => !ECHOES.includes(f.code)) ?? first
    );
  }
}

/** Both nodes tell of their phases; only steps forward are passed on. */
class Forward {
  #at = -1;
  #told;

  constructor(told) {
    this.#told = told;
  }

  enter(stage, done = 0, total = 0) {
    const place = STAGES.indexOf(stage);
    if (place >= 0 && place >= this.#at) {
      this.#at = place;
      this.#told(stage, done, total);
    }
  }
}

/** Seconds by part; a part that ends at several places ends at the last one. */
class Watch {
  #last = performance.now();
  times = {};

  lap(part) {
    const now = performance.now();
    this.times[part] = (this.times[part] ?? 0) + (now - this.#last) / 1000;
    this.#last = now;
  }
}
