// Calls of the node that served the page, with its cookie.

import { Problem } from './problem.js';

const LONGEST = 30_000;

/**
 * Calls and returns the JSON answered, or null where there is none.
 * Fails with a Problem, always: an answer that does not come ends after half a minute.
 */
export async function call(method, path, body = undefined, { timeout = LONGEST } = {}) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-ShareLens'] = '1';
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) {
      throw await Problem.of(response);
    }
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    throw Problem.from(error);
  }
}

export const get = (path, options) => call('GET', path, undefined, options);
export const post = (path, body, options) => call('POST', path, body ?? {}, options);
export const put = (path, body, options) => call('PUT', path, body ?? {}, options);
export const remove = (path, options) => call('DELETE', path, undefined, options);
