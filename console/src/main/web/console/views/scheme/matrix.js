/** What goes with what: index and ranking down, comparison and number of computing nodes across. */
import { el } from '../../../common/dom.js';
import { combination } from './choice.js';

const unique = (list) => [...new Set(list)];

export function matrix(choice, options, take) {
  const columns = unique(options.combinations.map((c) => `${c.parties}/${c.comparison}`)).sort()
    .map((c) => ({ parties: Number(c[0]), comparison: c.slice(2) }))
    .filter((c) => made(options, c) || (c.parties === choice.parties && c.comparison === choice.places.comparison?.plugin));
  const rows = unique(options.combinations.map((c) => `${c.index}/${c.ranking}`)).sort()
    .map((r) => ({ index: r.split('/')[0], ranking: r.split('/')[1] }));
  const chosen = (row, column) => choice.parties === column.parties
    && choice.places.comparison?.plugin === column.comparison
    && choice.places.index?.plugin === row.index && choice.places.ranking?.plugin === row.ranking;
  const groups = unique(columns.map((c) => c.parties));
  return el('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Matrix of compatibility' },
    el('table', { class: 'matrix' },
      el('caption', { class: 'visually-hidden' }, 'Which comparison goes with which index and ranking'),
      el('thead', {},
        el('tr', {}, el('td', {}), groups.map((p) => el('th', { scope: 'colgroup', colspan: columns.filter((c) => c.parties === p).length },
          p === 2 ? 'two computing nodes' : 'three computing nodes'))),
        el('tr', {}, el('th', { scope: 'col' }, 'Index and ranking'),
          columns.map((c) => el('th', { scope: 'col' }, c.comparison)))),
      el('tbody', {}, rows.map((row) => el('tr', {},
        el('th', { scope: 'row' }, row.index, el('br'), row.ranking),
        columns.map((column) => cell({ ...row, ...column }, combination(options, column.comparison, row.index, row.ranking, column.parties), chosen(row, column), take)))))));
}

/** A protocol for two nodes needs no column of refusals under three. */
function made(options, { comparison, parties }) {
  const needed = options.places.comparison.find((o) => o.name === comparison)?.parties;
  return needed === null || needed === undefined || needed === parties;
}

function cell(at, entry, chosen, take) {
  const name = `${at.comparison} with ${at.index} and ${at.ranking}, ${at.parties} computing nodes`;
  if (!entry) return el('td', { class: 'none' }, el('span', { class: 'visually-hidden' }, 'not offered'));
  const reason = entry.refused?.reason;
  return el('td', { class: chosen ? 'chosen' : null }, el('button', {
    type: 'button',
    class: 'cell ' + (reason ? 'no' : 'yes'),
    'aria-pressed': String(chosen),
    'aria-label': reason ? `${name}: no, ${reason}` : `${name}: yes`,
    title: reason ?? name,
    onclick: () => take(at),
  }, reason ? '✕' : '✓'));
}
