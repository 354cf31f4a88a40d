import { Problem } from '../../common/problem.js';

/**
 * The hash of this page's bundle: SHA-256 over the lines `sha384 path` of the files that it loads,
 * computed here over the files as this browser has them.
 */

const PAGE = 'search';

/**
 * @returns {Promise<{hash: string, as: string}>} the hash found, and the one that bundle.json states
 */
export async function bundleHash() {
  const root = new URL('../', document.baseURI);
  const manifest = await (await file(new URL('bundle.json', root))).json();
  const page = manifest.pages?.find((p) => p.name === PAGE);
  if (!page) {
    throw new Problem('no-bundle', 'bundle.json does not know this page.');
  }
  const paths = new Set([...page.paths, ...loaded(root)]);
  const lines = await Promise.all([...paths].sort().map(async (path) => `${await sha384(new URL(path, root))} ${path}\n`));
  return { hash: await sha256(lines.join('')), as: page.hash };
}

/** Scripts and styles that the page has loaded: none may be missing in the list. */
function loaded(root) {
  return performance
    .getEntriesByType('resource')
    .filter((e) => ['script', 'link', 'css'].includes(e.initiatorType) && /\.(js|css)$/.test(e.name))
    .map((e) => (e.name.startsWith(root.href) ? e.name.slice(root.href.length) : e.name));
}

async function file(url) {
  const response = await fetch(url, { cache: 'force-cache', signal: AbortSignal.timeout(15_000) });
  if (!response.ok) {
    throw new Problem('no-bundle', `${url.pathname} is not there (${response.status}).`);
  }
  return response;
}

async function sha384(url) {
  const bytes = await (await file(url)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return btoa(String.fromCharCode(...digest));
}

async function sha256(text) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
}
