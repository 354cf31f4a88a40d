/** The opening ledger: what left the shares in a session, and who learned it. */
import { el } from '../../../common/dom.js';
import { integer } from '../../../common/format.js';
import { badge, empty, table } from '../../core/parts.js';

/** What each label of a shipped plugin means; other plugins' labels are shown as they are. */
const MEANINGS = {
  'index.feature-sums': 'The sum of the numbers of each picture’s feature.',
  'index.query-sum': 'The sum of the numbers of the query’s feature.',
  'index.clusters': 'Which pictures are alike: clusters, and the steps that led to them.',
  'rank.masked-distances': 'All differences of distances, and the full order of the candidates.',
  'rank.shuffled-comparisons': 'Outcomes of comparisons in a shuffled list: their distribution depends on sizes alone.',
  'rank.ids': 'Which pictures were found, not their order.',
  'rank.sorted-ids': 'Which pictures were found, nearest first.',
  'fl.sum-of-updates': 'The sum of the contributors’ updates and losses, no single one.',
  'fl.sum-of-losses': 'The sum of the contributors’ losses under the new model.',
  'fl.sum-of-precisions': 'The sums of the reporting owners’ precision of searches, before and after the round.',
};

/** `[{label, elements, learners}]`; learners is a list of node numbers, empty where unknown. */
export function ledgerLines(session) {
  return Object.entries(session.ledger ?? {})
    .map(([label, elements]) => ({ label, elements, learners: session.learned?.[label] ?? [] }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

export function ledgerTable(session) {
  const lines = ledgerLines(session);
  if (!lines.length) {
    return empty('Nothing was opened in this session.', 'Every value stayed in shares or under a mask.');
  }
  return table(`What was opened in session ${session.id}`, [
    { title: 'Label', cell: (l) => el('code', {}, l.label) },
    { title: 'What it is', cell: (l) => MEANINGS[l.label] ?? 'See the documents of the plugin.', className: 'words' },
    { title: 'Elements', number: true, cell: (l) => integer(l.elements) },
    { title: 'Opened to', cell: (l) => learners(l.learners) },
  ], lines, (l) => l.label);
}

function learners(nodes) {
  if (!nodes.length) return el('span', { class: 'soft' }, 'not recorded');
  return nodes.map((n) => [badge(`node ${n}`, 'accent'), ' ']);
}
