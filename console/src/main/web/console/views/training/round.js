/** One round: phases with seconds, bytes, contributors, warnings. */
import { el } from '../../../common/dom.js';
import { ago, bytes, dateTime, integer, number, percent, seconds } from '../../../common/format.js';
import { badge, digest, empty, facts, progress, section, since, table } from '../../core/parts.js';
import { over, PHASES, phaseBar, TONES, whole, WORDS } from './phases.js';

const known = (v) => v !== null && v !== undefined;

export function roundDetails(round, { title = `Round ${round.number}`, actions = [] } = {}) {
  return section(title, { key: 'round-' + round.number, id: 'round-' + round.number, actions }, roundInside(round));
}

export function roundInside(round) {
  const r = round.rules;
  return [
    round.cause ? el('p', { class: 'notice bad' }, round.cause) : null,
    round.warnings.map((w) => el('p', { class: 'notice warn' }, w)),
    steps(round),
    round.phases.length ? phaseBar(round, whole(round)) : null,
    facts(
      ['State', badge(WORDS[round.state], TONES[round.state])],
      ['Began', `${dateTime(round.opened)}, ${originWords(round.origin)}`],
      over(round) ? ['Ended', dateTime(round.ended)] : round.deadline ? ['This phase ends', `${ago(round.deadline)} at the latest`] : null,
      ['Updates received', bytes(round.bytes.received)],
      ['Exchanged to open the sum', bytes(round.bytes.exchanged)],
      round.pictures ? ['Pictures behind it', integer(round.pictures)] : null,
      known(round.lossBefore) || known(round.lossAfter) ? ['Loss', `${known(round.lossBefore) ? number(round.lossBefore) : 'not known'} before, ${known(round.lossAfter) ? number(round.lossAfter) : 'not known'} after`] : null,
      known(round.precisionBefore) || known(round.precisionAfter) ? ['Precision at 10', `${known(round.precisionBefore) ? percent(round.precisionBefore) : 'not known'} before, ${known(round.precisionAfter) ? percent(round.precisionAfter) : 'not known'} after`] : null,
      ['Started from', digest(round.parent)],
      round.model ? ['Result', [digest(round.model), round.version === null ? '' : ` version ${round.version}`]] : null,
      ['Privacy', round.privacy
        ? `epsilon ${number(round.privacy.epsilon)} at delta ${number(round.privacy.delta)} after ${integer(round.privacy.rounds)} rounds, for any one owner`
        : 'no noise is added: the sum itself is what protects a contribution'],
      round.removed.length ? ['Leavers taken out', round.removed.join(', ')] : null),
    el('h3', {}, 'Contributors'),
    owners(round),
    el('details', {}, el('summary', {}, 'Rules of this round'), facts(
      ['Owners', `${r.minOwners} to ${r.maxOwners}`], ['Pictures of an owner', `at most ${integer(r.maxPictures)}`],
      ['Clipping', `norm ${number(r.clipNorm)}, single change ${number(r.clipValue)}`],
      ['Local passes', integer(r.epochs)], ['Batch', integer(r.batch)], ['Rate', number(r.rate)],
      ['Momentum', number(r.momentum)], ['Weight decay', number(r.weightDecay)],
      ['FedProx', r.proximal ? number(r.proximal) : 'off'], ['Noise', r.noise ? number(r.noise) : 'none'])),
  ];
}

/** Where the round stands among its phases. */
function steps(round) {
  const at = PHASES.indexOf(round.state);
  const spent = new Map(round.phases.map((p) => [p.phase, p.seconds]));
  return el('ol', { class: 'steps', 'aria-label': 'Phases' }, PHASES.map((p, i) => {
    const state = spent.has(p) ? 'past' : i === at ? 'present' : 'future';
    return el('li', { class: state, 'aria-current': state === 'present' ? 'step' : null }, el('span', {}, WORDS[p]),
      el('span', { class: 'soft small' }, spent.has(p) ? seconds(spent.get(p)) : state === 'present' ? 'now' : ''));
  }));
}

function owners(round) {
  if (!round.owners.length) {
    return empty('No owner has joined.', over(round) ? null : `At least ${round.rules.minOwners} are needed. Owners’ programs join by themselves when they run.`);
  }
  return table('Contributors of round ' + round.number, [
    { title: 'Owner', cell: (o) => el('code', {}, o.pseudonym) },
    { title: 'Step', cell: (o) => badge(o.step, o.step === 'late' || o.step === 'left' ? 'warn' : o.step === 'contributed' || o.step === 'reported' ? 'good' : 'accent') },
    { title: 'Progress', className: 'wide', cell: (o) => (over(round) ? '' : o.total ? progress('Progress of ' + o.pseudonym, o.done, o.total) : '') },
    { title: 'Pictures', number: true, cell: (o) => integer(o.pictures) },
    { title: 'Last heard of', cell: (o) => since(o.seen) },
  ], round.owners, (o) => o.pseudonym);
}

function originWords(origin) {
  return { admin: 'started by an administrator', schedule: 'by the schedule', owner: 'asked for by an owner' }[origin] ?? origin;
}
