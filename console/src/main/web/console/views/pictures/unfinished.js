/** Pictures that are begun and not complete, and since when. */
import { el } from '../../../common/dom.js';
import { bytes, integer } from '../../../common/format.js';
import { empty, since, table } from '../../core/parts.js';

export function unfinishedPart(app, list) {
  const summary = app.value('summary');
  const elsewhere = Math.max(0, (summary?.incomplete ?? 0) - list.length);
  const note = elsewhere
    ? el('p', { class: 'hint' }, `${integer(elsewhere)} more ${elsewhere === 1 ? 'is' : 'are'} complete at one of nodes 1 and 2 only. They go on when their owner’s program reaches both.`)
    : null;
  if (!list.length) return [empty('No upload is unfinished here.', null), note];
  return [
    table('Unfinished pictures', [
      { title: 'Picture', className: 'words', cell: (p) => p.picture },
      { title: 'Owner', className: 'words', cell: (p) => p.owner },
      { title: 'Since', cell: (p) => since(p.created) },
      { title: 'Here', number: true, cell: (p) => bytes(p.bytes) },
    ], list, (p) => p.sequence),
    el('p', { class: 'hint' }, 'Owners’ programs go on with them by themselves. One that stays for days was begun by a program that is gone.'),
    note,
  ];
}
