/** Calls of this node, with one listener for the end of the session. */
import { call } from '../../common/call.js';
import { Problem } from '../../common/problem.js';

/** For what the node may take minutes for, such as publishing at all three. */
export const LONG = { timeout: 180_000 };

let onSignedOut = () => {};

/** Who is told, with the problem, when the node says that nobody is signed in any more. */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

export const get = (path) => noticed('GET', path);
export const post = (path, body = {}, options) => noticed('POST', path, body, options);
export const put = (path, body = {}, options) => noticed('PUT', path, body, options);
export const remove = (path, options) => noticed('DELETE', path, undefined, options);

/** Joins path segments safely: names may hold anything. */
export function path(strings, ...values) {
  return strings.reduce((s, part, i) => s + encodeURIComponent(String(values[i - 1])) + part);
}

/** A query string of what is set. */
export function query(parameters) {
  const set = Object.entries(parameters).filter(([, v]) => v !== '' && v !== null && v !== undefined);
  return set.length ? '?' + new URLSearchParams(set) : '';
}

async function noticed(method, address, body, options) {
  try {
    return await call(method, address, body, options);
  } catch (e) {
    let problem = Problem.from(e);
    if (problem.code === 'unreachable') {
      problem = new Problem('unreachable', 'This node does not answer. Is it running, and is the network there?');
    }
    if (problem.status === 401) onSignedOut(problem);
    throw problem;
  }
}
