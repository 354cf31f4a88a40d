/** All rounds, one line each. */
import { el } from '../../../common/dom.js';
import { bytes, integer, number, percent, seconds } from '../../../common/format.js';
import { badge, since, table } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { PHASES, phaseBar, TONES, whole, WORDS } from './phases.js';

export function timeline(rounds, chosen) {
  const longest = Math.max(...rounds.map(whole), 1e-9);
  return [
    el('ul', { class: 'legend' }, PHASES.map((p) => el('li', {}, el('span', { class: 'swatch phase-' + p.toLowerCase() }), WORDS[p]))),
    table('Rounds, newest first', [
      { title: 'Round', cell: (r) => el('a', { href: href('training', 'rounds', r.number), 'aria-current': r === chosen ? 'true' : null }, `Round ${r.number}`) },
      { title: 'State', cell: (r) => badge(WORDS[r.state], TONES[r.state]) },
      { title: 'Phases', className: 'wide', cell: (r) => phaseBar(r, longest) },
      { title: 'Took', number: true, cell: (r) => seconds(whole(r)) },
      { title: 'Owners', number: true, cell: (r) => integer(r.owners.length) },
      { title: 'Loss', number: true, cell: (r) => change(r.lossBefore, r.lossAfter, number) },
      { title: 'Precision at 10', number: true, cell: (r) => change(r.precisionBefore, r.precisionAfter, percent) },
      { title: 'Bytes', number: true, cell: (r) => bytes(r.bytes.received + r.bytes.exchanged) },
      { title: 'Version', number: true, cell: (r) => (r.version === null ? '' : integer(r.version)) },
      { title: 'Opened', cell: (r) => since(r.opened) },
    ], rounds, (r) => r.number),
  ];
}

function change(before, after, format) {
  const known = (v) => v !== null && v !== undefined;
  if (!known(before) && !known(after)) return '–';
  return `${known(before) ? format(before) : '–'} → ${known(after) ? format(after) : '–'}`;
}
