/** Counts of pictures by state and owner. */
import { el } from '../../../common/dom.js';
import { bytes, integer } from '../../../common/format.js';
import { empty, progress, table } from '../../core/parts.js';
import { stackedBar } from '../../core/bars.js';

const STATES = [
  ['INDEXED', 'searchable', 'good'],
  ['STORED', 'waiting', 'accent'],
  ['UPLOADING', 'uploading', 'warn'],
  ['FAILED', 'failed', 'bad'],
];

const of = (states, name) => states.find((s) => s.state === name)?.pictures ?? 0;

/** Live: what is searchable, what waits, what runs, what failed. */
export function standing(app, status) {
  const total = status.indexed + status.pending + status.extracting + status.failed + status.incomplete;
  const extraction = status.extracting || status.pending
    ? progress('Extraction', status.indexed, status.indexed + status.pending + status.extracting,
      `${integer(status.extracting)} being extracted, ${integer(status.pending)} waiting`)
    : null;
  const s = status.switching;
  return [
    total === 0
      ? empty('There are no pictures yet.', 'Make an owner’s account under People; the owner’s program then outsources a folder.')
      : stackedBar('Pictures by state', [
        ['searchable', status.indexed, 'good'],
        ['being extracted', status.extracting, 'accent'],
        ['waiting', status.pending, 'plain'],
        ['incomplete', status.incomplete, 'warn'],
        ['failed', status.failed, 'bad'],
      ]),
    extraction,
    s ? el('div', { class: 'notice' },
      el('p', {}, `Pictures are extracted again under version ${s.version} of the model. Until all are, searches use the model of before.`),
      progress('Extraction under the new model', s.done, s.total)) : null,
    el('p', { class: 'soft small' }, `Epoch ${integer(status.epoch.number)} with ${integer(status.epoch.pictures)} searchable pictures.`),
  ];
}

export function ownersPart(summary) {
  if (!summary.owners.length) return empty('No owner has brought pictures yet.', 'Owners’ programs bring them by themselves once they are set up.');
  return [
    ...summary.owners.map((o) => {
      const line = el('div', { class: 'owner-line' }, el('span', { class: 'owner-name' }, o.owner),
        stackedBar(`Pictures of ${o.owner}`, STATES.map(([state, word, tone]) => [word, of(o.states, state), tone]), { legend: false }));
      line.key = o.owner;
      return line;
    }),
    table('Pictures by owner and state', [
      { title: 'Owner', className: 'words', cell: (o) => o.owner },
      ...STATES.map(([state, word]) => ({ title: word, number: true, cell: (o) => integer(of(o.states, state)) })),
      { title: 'Bytes here', number: true, cell: (o) => bytes(o.states.reduce((s, x) => s + x.bytes, 0)) },
    ], summary.owners, (o) => o.owner),
  ];
}
