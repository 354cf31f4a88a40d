/** One node: whether it is there, since when, what it runs, how fast it answers. */
import { el } from '../../../common/dom.js';
import { bytes, date, integer, number, seconds } from '../../../common/format.js';
import { badge, digest, facts, since } from '../../core/parts.js';

const FEW_DAYS = 30;
const LAST_DAYS = 7;

const ROLES = { 1: 'leads searches and rounds', 2: 'second server', 3: 'dealer, or third server' };

/** Days left of a certificate, in words and with a tone. */
export function certificateState(certificate) {
  if (!certificate) return ['not seen yet', 'plain'];
  const days = certificate.daysLeft;
  if (days < 0) return ['expired', 'bad'];
  const words = days === 1 ? '1 day left' : `${integer(days)} days left`;
  return [words, days < LAST_DAYS ? 'bad' : days < FEW_DAYS ? 'warn' : 'good'];
}

/** @param address of its console; null for none */
export function nodeCard(node, address) {
  const heading = `node-${node.node}`;
  const card = el('article', { class: 'card node ' + (node.up ? 'up' : 'down'), 'aria-labelledby': heading },
    el('div', { class: 'card-head' },
      el('h2', { id: heading }, `Node ${node.node}`, node.name ? el('span', { class: 'node-name' }, ` ${node.name}`) : null),
      node.up ? badge('up', 'good') : badge('down', 'bad')),
    el('p', { class: 'soft small' }, node.self ? 'this node, ' : '', ROLES[node.node]),
    node.up ? null : el('p', { class: 'notice bad' },
      node.cause ? `It does not answer (${node.cause}).` : 'It does not answer.', ' Searches and extraction wait until it is back.'),
    facts(
      [node.up ? 'Up since' : 'Down since', since(node.since)],
      !node.self && node.lastSeen && !node.up ? ['Last answer', since(node.lastSeen)] : null,
      node.self ? null : ['Latency', node.rttMillis === null ? 'not measured yet' : `${number(node.rttMillis)} ms round trip`],
      ['Version', node.version ? `${node.version}, protocol ${node.protocol}` : 'not known yet'],
      ['Scheme', node.scheme ? [node.scheme, ' ', digest(node.schemeDigest, 8), ' ',
        node.sameScheme === false ? badge('differs from this node', 'bad') : null] : 'not known yet'],
      ['Certificate', certificateFact(node.certificate)],
    ),
    trafficFacts(node),
    address ? el('p', { class: 'small console-link' }, el('a', { href: address }, `Console of node ${node.node}`)) : null);
  card.key = heading;
  return card;
}

function certificateFact(certificate) {
  const [words, tone] = certificateState(certificate);
  if (!certificate) return words;
  return [badge(words, tone), ` until ${date(certificate.notAfter)}`,
    tone === 'good' ? null : el('span', { class: 'hint' }, ' Replace node.pem and node.key and restart the node.')];
}

function trafficFacts(node) {
  const t = node.traffic;
  if (!t || t.sessions === 0) {
    return el('p', { class: 'soft small traffic' }, 'No session within the last hour.');
  }
  return el('div', { class: 'traffic' }, el('h3', {}, 'Last hour'), facts(
    ['Sessions', integer(t.sessions) + (t.failed ? `, ${integer(t.failed)} failed here` : '')],
    [node.self ? 'Sent' : 'Sent to it', bytes(t.bytesSent)],
    [node.self ? 'Received' : 'Received from it', bytes(t.bytesReceived)],
    ['Mean duration', t.meanSeconds > 0 ? seconds(t.meanSeconds) : 'none ended well'],
    ['Throughput', t.meanSeconds > 0
      ? `${bytes((t.bytesSent + t.bytesReceived) / Math.max(1, t.sessions) / t.meanSeconds)} a second while a session runs`
      : 'none']));
}
