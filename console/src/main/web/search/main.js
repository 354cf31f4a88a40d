import { byId, el, fill } from '../common/dom.js';
import { Problem } from '../common/problem.js';
import { deployment } from './nodes/deployment.js';
import { Interruption } from './view/interruption.js';
import { KeyCard } from './view/key-card.js';
import { NodesBadge } from './view/nodes-badge.js';
import { originCard } from './view/origin.js';
import { SearchDesk } from './view/search-desk.js';
import { trouble } from './view/trouble.js';

const badge = new NodesBadge();

function head() {
  fill(
    byId('top'),
    el('div', { class: 'brand' }, el('img', { src: '../common/mark.svg', alt: '', width: 28, height: 28 }), el('span', { text: 'ShareLens' })),
    badge.element,
  );
}

function title() {
  return el(
    'div',
    { class: 'title' },
    el('h1', { text: 'Search by picture' }),
    el('p', {
      class: 'soft lead',
      text: 'Your picture stays in this browser. It is split into two shares, each of them random numbers on its own, and each node gets one.',
    }),
  );
}

async function begin() {
  const main = byId('main');
  fill(main, title(), el('p', { class: 'soft', role: 'status', text: 'Reading the addresses of the nodes …' }));
  try {
    if (!globalThis.crypto?.subtle) {
      throw new Problem('insecure', 'This browser gives no cryptography to pages of this address.');
    }
    const nodes = await deployment();
    const interruption = new Interruption();
    const key = new KeyCard(nodes, () => desk.keyChanged());
    const desk = new SearchDesk(() => key.nodes, badge, interruption);
    fill(main, title(), interruption.element, key.element, desk.element, originCard(nodes));
    badge.ask(nodes);
  } catch (error) {
    fill(main, title(), trouble(Problem.from(error), begin));
  }
}

head();
begin();
