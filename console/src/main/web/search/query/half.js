import { readAnswer } from './answer.js';

/**
 * One node's half of a search: sends its share, waits, fetches its answer.
 */

const ACCEPT = 'application/vnd.sharelens.result, application/problem+json';
const SEND_MILLIS = 120_000;
const POLL_MILLIS = 400;

/** A line may break for a moment. */
const RETRIES = 2;

/**
 * Sends a share; the node answers at once that it has taken the search in.
 *
 * @param {import('../nodes/node.js').Node} node
 * @param {string} query of the request's address
 * @param {Uint8Array} share
 */
export function send(node, query, share, signal) {
  return node.json('POST', `/v1/searches?${query}`, {
    body: share,
    headers: { 'Content-Type': 'application/octet-stream', Prefer: 'respond-async' },
    timeout: SEND_MILLIS,
    signal,
  });
}

/**
 * Waits until the node has ended the search. Progress comes as events; where the stream breaks,
 * the node is asked again and again.
 *
 * @param {(phase: string, done: number, total: number) => void} entered told of each phase that
 *     begins, and how far it is; total is 0 where unknown
 */
export async function wait(node, id, entered, signal) {
  try {
    await node.events(
      `/v1/searches/${id}/events`,
      (name, job) => {
        if (job?.phase) {
          entered(job.phase, job.done, job.total);
        }
      },
      signal,
    );
  } catch {
    signal.throwIfAborted(); // anything else: the answer itself will say what is the matter
  }
}

/** The answer; fails with what the node gives as the reason. */
export async function receive(node, id, progress, signal) {
  for (let failures = 0; ; ) {
    try {
      const { status, body } = await node.download(`/v1/searches/${id}`, ACCEPT, progress, signal);
      if (status !== 202) {
        return readAnswer(node.node, body);
      }
    } catch (error) {
      if (error.code !== 'node-unreachable' || ++failures > RETRIES) {
        throw error;
      }
    }
    await pause(POLL_MILLIS, signal);
  }
}

/** Tells a node that nobody waits any more; it does not matter whether it hears. */
export function forget(node, id) {
  node.json('DELETE', `/v1/searches/${id}`, { keepalive: true }).catch(() => {});
}

function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
