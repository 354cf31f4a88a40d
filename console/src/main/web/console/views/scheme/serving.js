/** A scheme in words: its plugins, and what it reveals. */
import { el } from '../../../common/dom.js';
import { digest, facts, table } from '../../core/parts.js';

export const PLACES = {
  backbone: 'Model',
  comparison: 'Comparison',
  index: 'Index',
  ranking: 'Ranking',
  aggregator: 'Aggregator',
};

export function servingPart(view) {
  return [
    facts(
      ['Scheme', [el('strong', {}, view.name), ' ', digest(view.digest)]],
      ['Computing nodes', partiesWords(view.parties)],
      ['Weights', view.weights === 'shared' ? 'shared: no node knows them' : 'public']),
    placeTable(view),
    el('h3', {}, 'What it reveals'),
    leakageList(view.leakage),
  ];
}

export function partiesWords(parties) {
  return parties === 2 ? 'nodes 1 and 2; node 3 deals' : 'all three';
}

export function placeTable(view) {
  const rows = Object.entries(view.places).filter(([, choice]) => choice);
  return table('Plugins of ' + view.name, [
    { title: 'Place', cell: ([place]) => PLACES[place] ?? place },
    { title: 'Plugin', cell: ([, choice]) => choice.plugin },
    { title: 'Options', className: 'words', cell: ([, choice]) => optionWords(choice.options) },
  ], rows, ([place]) => place);
}

function optionWords(options) {
  const set = Object.entries(options ?? {});
  return set.length ? set.map(([k, v]) => `${k}: ${v}`).join(', ') : el('span', { class: 'soft' }, 'usual');
}

export function leakageList(leakage) {
  return leakage.length
    ? el('ul', { class: 'leakage' }, leakage.map((l) => el('li', {}, l)))
    : el('p', { class: 'soft' }, 'Nothing is known of it, as it cannot run here.');
}
