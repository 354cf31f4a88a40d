import { el, svg } from '../../common/dom.js';
import { bytes, integer } from '../../common/format.js';

const SHOWN = 24;

/** What each node got to see of a search, with the very bytes. */
export function seenOf({ shares, agreed, input }) {
  const [first, second] = [shares.first, shares.second];
  return el(
    'details',
    { class: 'card', id: 'seen' },
    el('summary', {}, 'What each node saw', el('span', { class: 'soft small summary-more', text: 'of your picture: random numbers' })),
    el(
      'div',
      { class: 'grid seen' },
      node('Node 1', `${integer(first.length)} bytes, drawn at random by this browser. From them it makes its share.`, first),
      node('Node 2', `${bytes(second.length)}: your picture's ${integer(input.size)} × ${integer(input.size)} values minus the share of node 1. Without node 1's bytes they are random too.`, second),
      node('Node 3', 'Nothing from this page. It was asked only what it runs.'),
    ),
    el('p', { class: 'small soft seen-note', text: 'Only who has both shares can add them up. Nodes 1 and 2 must therefore be run by people who do not join forces.' }),
    el('h3', { text: 'What the scheme reveals to the nodes' }),
    agreed.common.leakage.length
      ? el('ul', { class: 'small leakage' }, agreed.common.leakage.map((l) => el('li', { text: l })))
      : el('p', { class: 'small', text: 'Nothing beyond sizes and numbers.' }),
  );
}

function node(name, text, share) {
  return el(
    'div',
    {},
    el('h3', { text: name }),
    el('p', { class: 'small', text }),
    share && el('code', { class: 'bytes', text: hex(share) }),
    share && share.length > 4096 && histogram(share),
  );
}

function hex(share) {
  const shown = [...share.subarray(0, SHOWN)].map((b) => b.toString(16).padStart(2, '0')).join(' ');
  return share.length > SHOWN ? `${shown} …` : shown;
}

/** How often each byte occurs: flat, as for any picture. */
function histogram(share) {
  const bars = 64;
  const counts = new Array(bars).fill(0);
  for (const b of share) {
    counts[b >> 2]++;
  }
  const most = Math.max(...counts);
  return el(
    'figure',
    { class: 'histogram' },
    svg(
      'svg',
      { viewBox: `0 0 ${4 * bars} 40`, role: 'img', 'aria-label': 'Frequency of the bytes: all about equally often', preserveAspectRatio: 'none' },
      counts.map((c, i) => svg('rect', { x: 4 * i, y: 40 - (36 * c) / most, width: 3, height: (36 * c) / most })),
    ),
    el('figcaption', { class: 'small soft', text: 'How often each byte occurs: all equally often, whatever the picture.' }),
  );
}
