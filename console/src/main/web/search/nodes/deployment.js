import { Problem } from '../../common/problem.js';
import { Node } from './node.js';

/**
 * The nodes of this deployment, from `nodes.json` beside the page: `{"nodes": [address, address,
 * address]}`. A node that serves the page answers it from its configuration.
 *
 * @returns {Promise<Node[]>} nodes 1, 2 and 3, without tokens
 */
export async function deployment() {
  let response;
  try {
    response = await fetch('nodes.json', { cache: 'no-store', signal: AbortSignal.timeout(15_000) });
  } catch (error) {
    throw Problem.from(error);
  }
  if (!response.ok) {
    throw new Problem('no-nodes', `There is no nodes.json beside this page (${response.status}).`);
  }
  let addresses;
  try {
    addresses = (await response.json()).nodes;
  } catch {
    throw new Problem('no-nodes', 'The nodes.json beside this page is not JSON.');
  }
  if (!Array.isArray(addresses) || addresses.length !== 3) {
    throw new Problem('no-nodes', 'The nodes.json beside this page does not name three nodes.');
  }
  return addresses.map((address, i) => new Node(i + 1, addressOf(address, i + 1)));
}

function addressOf(text, node) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new Problem('no-nodes', `The address of node ${node} in nodes.json is none: ${text}`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Problem('no-nodes', `The address of node ${node} in nodes.json is neither https nor http.`);
  }
  return url.origin;
}
