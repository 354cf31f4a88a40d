import { el, fill } from '../../common/dom.js';
import { bundleHash } from '../nodes/bundle.js';

/** Says which machine served this page, and why that matters. */
export function originCard(nodes) {
  const hash = el('dd', {}, el('span', { class: 'soft', text: 'being computed …' }));
  const own = nodes.find((n) => n.address === location.origin);
  showHash(hash);
  return el(
    'section',
    { class: 'card origin', 'aria-labelledby': 'origin-heading' },
    el('h2', { id: 'origin-heading', text: 'Who served this page' }),
    el('p', {}, ...server(own)),
    el('p', {
      text: 'This matters. The script of this page sees your picture. A server that cheats could send you another script, which gives both shares to one node, and the page would look the same.',
    }),
    el('p', { text: 'If you do not want to trust that machine:' }),
    el(
      'ul',
      {},
      el('li', { text: 'Serve the page yourself: the folder web of the distribution runs on any web server, and needs the addresses of the nodes in search/nodes.json.' }),
      el('li', {}, 'Compare the hash below with the one that ', el('code', { text: './sharelens doctor' }), ' prints from your own copy. A server that cheats could also show a false hash, so fetch the files with another program to be sure.'),
      el('li', {}, 'Search from the command line: ', el('code', { text: './sharelens search picture.jpg -k 10' }), '.'),
    ),
    el(
      'dl',
      { class: 'facts' },
      el('dt', { text: 'Served by' }),
      el('dd', {}, el('code', { text: location.origin })),
      el('dt', { text: 'Hash of the page' }),
      hash,
      ...nodes.flatMap((n) => [el('dt', { text: `Node ${n.node}` }), el('dd', {}, el('code', { text: n.address }))]),
    ),
  );
}

function server(own) {
  if (!own) {
    return ['It came from ', el('code', { text: location.origin }), ', which is none of the three nodes.'];
  }
  const role = own.node === 3 ? 'which receives nothing of your query' : 'one of the two that receive a share of your query';
  return ['It came from ', el('strong', { text: `node ${own.node}` }), ' (', el('code', { text: own.address }), `), ${role}.`];
}

async function showHash(place) {
  try {
    const { hash, as } = await bundleHash();
    fill(
      place,
      el('code', { id: 'bundle-hash', class: 'hash', text: hash }),
      hash === as
        ? el('span', { class: 'small soft', text: ' as bundle.json states it' })
        : el('p', { class: 'notice bad', text: `bundle.json states ${as}: this page has been changed.` }),
    );
  } catch (error) {
    fill(place, el('span', { class: 'soft', text: `It cannot be computed: ${error.message}` }));
  }
}
