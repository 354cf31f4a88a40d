/** Changes of scheme: those under way with approvals and progress, and those of the past. */
import { el } from '../../../common/dom.js';
import { dateTime } from '../../../common/format.js';
import { LONG, path, post, remove } from '../../core/http.js';
import { action, badge, digest, empty, facts, loaded, moment, progress, section, table } from '../../core/parts.js';
import { leakageList, partiesWords } from './serving.js';

const STATES = {
  PROPOSED: ['waits for approval', 'warn'],
  APPROVED: ['approved by all', 'accent'],
  STAGING: ['being made ready', 'accent'],
  ACTIVE: ['active', 'good'],
  REFUSED: ['refused', 'bad'],
  CANCELLED: ['withdrawn', 'plain'],
  FAILED: ['failed', 'bad'],
};

const STEPS = [['PROPOSED', 'Proposed and checked'], ['APPROVED', 'Approved by all'], ['STAGING', 'Made ready'], ['ACTIVE', 'Serves']];

export const open = (change) => ['PROPOSED', 'APPROVED', 'STAGING'].includes(change.state);

export function changesPart(app) {
  return loaded(app, 'changes', (changes) => {
    const present = changes.filter(open);
    return [
      present.length > 1 ? el('p', { class: 'notice warn', role: 'status' },
        'Two changes are under way at once, proposed by different administrators. Only one can become active: withdraw or reject the other.') : null,
      present.map((change) => openChange(app, change)),
      section('History of changes', {}, history(app, changes.filter((c) => !open(c)))),
    ];
  });
}

function openChange(app, change) {
  return section(`Change to ${change.name}`, { key: 'change-' + change.id, id: 'change-' + change.id },
    el('p', {}, badge(...STATES[change.state])),
    change.cause ? el('p', { class: 'notice' }, change.cause) : null,
    steps(change),
    approvals(app, change),
    change.state === 'STAGING' || change.total
      ? progress('Pictures ready for the new scheme', change.done, change.total) : null,
    facts(
      ['Scheme', [change.name, ' ', digest(change.digest)]],
      ['Computing nodes', partiesWords(change.parties)],
      ['Model', digest(change.model)],
      ['Proposed', dateTime(change.created)]),
    el('h3', {}, 'What it reveals'),
    leakageList(change.leakage),
    buttons(app, change));
}

function steps(change) {
  const at = STEPS.findIndex(([state]) => state === change.state);
  return el('ol', { class: 'steps', 'aria-label': 'Steps of the change' }, STEPS.map(([, words], i) =>
    el('li', { class: i < at ? 'past' : i === at ? 'present' : 'future', 'aria-current': i === at ? 'step' : null }, el('span', {}, words))));
}

/** Whether a node's administrator has approved, as far as it is known here. */
export function approvalOf(change, node, self) {
  return (node === self && change.approved) || change.approvals.includes(node);
}

function approvals(app, change) {
  const words = (given) => (given ? badge('approved', 'good') : badge('not yet', 'warn'));
  return el('ul', { class: 'approvals', 'aria-label': 'Approvals' }, [1, 2, 3].map((node) =>
    el('li', {}, `Node ${node}${node === app.node ? ' (you)' : ''} `, words(approvalOf(change, node, app.node)))));
}

function buttons(app, change) {
  if (!app.mayChange) return null;
  const mine = change.state === 'PROPOSED' && !change.approved;
  const end = app.node === 1 ? 'Withdraw' : 'Reject';
  const mayEnd = app.node === 1 ? open(change) : change.state === 'PROPOSED' || change.state === 'APPROVED';
  return el('div', { class: 'form-end' },
    mine ? action(app, 'approve-' + change.id, 'Approve for this node', async () => {
      await post(path`/v1/admin/scheme-changes/${change.id}/approve`, {}, LONG);
      await app.resources.load('changes');
      return `Node ${app.node} approves the change to ${change.name}.`;
    }, {
      kind: 'primary',
      busyLabel: 'Approving…',
      confirm: {
        title: `Approve the change to ${change.name}?`,
        label: 'Approve',
        text: ['For this node you agree that from the change on this is revealed:', ...change.leakage],
        undo: 'Until it is active it can be rejected; afterwards the former scheme can be proposed again.',
      },
    }) : null,
    mayEnd ? action(app, 'end-' + change.id, end, async () => {
      await remove(path`/v1/admin/scheme-changes/${change.id}`);
      await app.resources.load('changes');
      return `The change to ${change.name} is ${app.node === 1 ? 'withdrawn' : 'rejected'}.`;
    }, {
      kind: 'danger',
      busyLabel: end + 'ing…',
      confirm: { title: `${end} the change to ${change.name}?`, label: end, danger: true, text: 'The present scheme goes on serving.', undo: 'It can be proposed again.' },
    }) : null);
}

function history(app, past) {
  if (!past.length) return empty('The scheme was never changed.', 'Choose another one under “Choose a scheme”.');
  const options = app.value('options');
  const serving = options?.serving;
  const former = options?.former;
  const offered = new Set();
  return [
    former ? el('p', {}, 'Before, ', el('strong', {}, former.name), ' served. ',
      proposeButton(app, former, serving, `Back to ${former.name}`)) : null,
    table('Changes, newest first', [
      { title: 'Scheme', className: 'words', cell: (c) => [c.name, ' ', digest(c.digest, 8)] },
      { title: 'State', cell: (c) => [badge(...STATES[c.state]), c.digest === serving?.digest && c.state === 'ACTIVE' ? [' ', badge('serves now', 'accent')] : null] },
      { title: 'Cause', className: 'words', cell: (c) => c.cause ?? '' },
      { title: 'Proposed', cell: (c) => moment(c.created) },
      { title: 'Ended', cell: (c) => (c.ended ? moment(c.ended) : '') },
      { title: 'Change', cell: (c) => {
        if (offered.has(c.digest)) return null;
        offered.add(c.digest);
        return proposeButton(app, { ...c, yaml: c.scheme }, serving, 'Propose again');
      } },
    ], past, (c) => c.id),
  ];
}

/** One click (and a question) to go to a known scheme, or back to it. */
function proposeButton(app, view, serving, label) {
  const busy = (app.value('changes') ?? []).some(open);
  if (app.node !== 1 || !app.mayChange || view.refused || busy || view.digest === serving?.digest) return null;
  return action(app, `propose-${label}-${view.digest}`, label, async () => {
    await post('/v1/admin/scheme-changes', { scheme: view.yaml, model: '' }, LONG);
    await app.resources.load('changes');
    return `The change to ${view.name} is proposed to all nodes.`;
  }, {
    kind: 'compact',
    busyLabel: 'Proposing…',
    confirm: {
      title: `Propose the scheme ${view.name}?`,
      label: 'Propose',
      text: ['All nodes check it, then each node’s administrator is asked. It reveals:', ...view.leakage],
      undo: 'It can be withdrawn until it is active; the present scheme serves until then.',
    },
  });
}
