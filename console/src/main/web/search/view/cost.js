import { el } from '../../common/dom.js';
import { bytes, integer, seconds } from '../../common/format.js';

const PHASES = { feature: 'Feature of the query', distance: 'Distances', ranking: 'The nearest' };

/** What a search cost, as the page and both nodes measured it. */
export function costOf(outcome) {
  const [a, b] = outcome.costs;
  const phases = a.phases.map((p, i) => joined(p, b.phases[i] ?? p, PHASES[p.phase] ?? p.phase));
  const all = joined(a, b, 'At the nodes together');
  const total = Object.values(outcome.times).reduce((sum, t) => sum + t, 0);
  return el(
    'details',
    { class: 'card', id: 'cost' },
    el('summary', {}, 'What this search cost', el('span', { class: 'soft small summary-more', text: `${seconds(total)}, ${bytes(all.online)} between the nodes` })),
    el(
      'div',
      { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Cost by phase' },
      el(
        'table',
        {},
        el('caption', { text: `The nodes counted this for search ${outcome.searchId}, in epoch ${integer(outcome.epoch)}.` }),
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col', text: 'Part' }),
            ...['Time', 'Rounds', 'Online', 'Offline'].map((t) => el('th', { scope: 'col', class: 'number', text: t })),
          ),
        ),
        el('tbody', {}, phases.map(line), line(all)),
      ),
    ),
    el('h3', { class: 'cost-page', text: 'In this page' }),
    el(
      'dl',
      { class: 'facts' },
      fact('Asking whether the nodes agree', outcome.times.agreement),
      fact('Reading and resizing the picture', outcome.times.picture),
      fact('Making both shares', outcome.times.shares),
      fact('Sending them', outcome.times.sending),
      fact('Waiting for the nodes', outcome.times.computing),
      fact('Receiving the results', outcome.times.receiving),
    ),
  );
}

/** Both nodes exchange the same bytes with each other; each gets its own material. */
function joined(a, b, name) {
  return {
    name,
    seconds: Math.max(a.seconds, b.seconds),
    rounds: Math.max(a.rounds, b.rounds),
    online: Math.max(a.onlineBytes, b.onlineBytes),
    offline: a.offlineBytes + b.offlineBytes,
  };
}

function line({ name, seconds: s, rounds, online, offline }) {
  return el(
    'tr',
    {},
    el('th', { scope: 'row', text: name }),
    ...[seconds(s), integer(rounds), bytes(online), bytes(offline)].map((t) => el('td', { class: 'number', text: t })),
  );
}

function fact(name, s) {
  return [el('dt', { text: name }), el('dd', { text: s === undefined ? '–' : seconds(s) })];
}
