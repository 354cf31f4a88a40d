/** Sessions between nodes: what they moved, how they ended, and what was opened in them. */
import { el } from '../../../common/dom.js';
import { bytes, dateTime, integer, seconds } from '../../../common/format.js';
import { Problem } from '../../../common/problem.js';
import { get, query } from '../../core/http.js';
import { badge, choice, empty, facts, loaded, problemBox, section, since, table } from '../../core/parts.js';
import { ledgerLines, ledgerTable } from './ledger.js';

const STATES = { RUNNING: ['running', 'accent'], DONE: ['done', 'good'], FAILED: ['failed', 'bad'], CANCELLED: ['cancelled', 'plain'] };
const KINDS = { search: 'search', extract: 'extraction', aggregate: 'training round', build: 'index structure', stock: 'stock', weights: 'masking of weights' };
const PAGE = 20;
const LEDGER = 'opening-ledger';

const sumOf = (session, field) => session.meters.reduce((s, m) => s + m[field], 0);

export function sessionPart(app) {
  const wanted = { kind: '', state: '', limit: PAGE };
  let filtered = null;
  let problem = null;
  let selected = '';
  let seen;

  async function look() {
    problem = null;
    if (!wanted.kind && !wanted.state && wanted.limit === PAGE) {
      filtered = null;
      app.redraw();
      return;
    }
    const asked = { ...wanted };
    try {
      const found = await get('/v1/admin/sessions' + query(asked));
      if (asked.kind === wanted.kind && asked.state === wanted.state) filtered = found;
    } catch (e) {
      problem = Problem.from(e);
    }
    app.redraw();
  }

  const changed = (name) => (event) => {
    wanted[name] = event.target.value;
    wanted.limit = PAGE;
    look();
  };

  return {
    draw() {
      const newest = app.value('sessions');
      if (filtered && newest !== seen) look();
      seen = newest;
      return section('Sessions', {
        hint: 'Each search, extraction or opening of a round is a session. Bytes are those of this node’s links.',
      },
      el('div', { class: 'filters' },
        el('label', {}, 'Kind ', choice('kind', [['', 'all'], ...Object.entries(KINDS)], wanted.kind, changed('kind'))),
        el('label', {}, 'State ', choice('state', [['', 'all'], ...Object.keys(STATES).map((s) => [s, STATES[s][0]])], wanted.state, changed('state')))),
      problem ? problemBox(problem) : null,
      filtered ? list(filtered) : loaded(app, 'sessions', list));
    },
  };

  function list(sessions) {
    if (!sessions.length) {
      return wanted.kind || wanted.state
        ? empty('No session is like that.', 'Choose another kind or state.')
        : empty('There was no session yet.', 'The first one is an extraction, once owners have outsourced pictures and a model is published.');
    }
    return [
      table('Sessions, newest first', columns(), sessions.slice(0, wanted.limit), (s) => s.id),
      sessions.length >= wanted.limit && wanted.limit < 1000 ? el('p', {}, el('button', {
        type: 'button', onclick: () => { wanted.limit *= 4; look(); },
      }, 'Show more')) : null,
      details(sessions.find((s) => s.id === selected)),
    ];
  }

  /** The ledger stands below the table: whoever chose a session is taken there. */
  function choose(id) {
    selected = id === selected ? '' : id;
    app.redraw();
    if (selected) setTimeout(() => document.getElementById(LEDGER)?.focus(), 0);
  }

  function columns() {
    return [
      { title: 'Started', cell: (s) => el('button', {
        type: 'button', class: 'link', 'aria-expanded': String(s.id === selected),
        'aria-label': `Session of ${dateTime(s.started)}, ${KINDS[s.kind] ?? s.kind}: what was opened`,
        onclick: () => choose(s.id),
      }, since(s.started)) },
      { title: 'Kind', cell: (s) => KINDS[s.kind] ?? s.kind },
      { title: 'State', cell: (s) => badge(...(STATES[s.state] ?? [s.state])) },
      { title: 'Opened', cell: (s) => openedWords(s) },
      { title: 'Duration', number: true, cell: (s) => (s.ended ? seconds(s.seconds) : 'runs') },
      { title: 'Sent', number: true, cell: (s) => bytes(sumOf(s, 'sentBytes')) },
      { title: 'Received', number: true, cell: (s) => bytes(sumOf(s, 'receivedBytes')) },
      { title: 'Epoch', number: true, cell: (s) => integer(s.epoch) },
    ];
  }

  function details(session) {
    if (!session) return el('p', { class: 'hint' }, 'Choose a session to see its opening ledger: what was opened in it, and to whom.');
    return el('div', { class: 'session-details' },
      el('h3', { id: LEDGER, tabindex: '-1' }, `Opening ledger of the ${KINDS[session.kind] ?? session.kind} of ${dateTime(session.started)}`),
      session.reason ? el('p', { class: 'notice bad' }, session.reason,
        session.failedNode ? ` (at node ${session.failedNode})` : '') : null,
      ledgerTable(session),
      facts(
        ['Session', el('code', { class: 'digest' }, session.id)],
        ...session.meters.map((m) => [`Link to node ${m.peer}`,
          `${bytes(m.sentBytes)} sent, ${bytes(m.receivedBytes)} received, ${integer(m.rounds)} rounds`]),
        session.seconds > 0
          ? ['Throughput', `${bytes((sumOf(session, 'sentBytes') + sumOf(session, 'receivedBytes')) / session.seconds)} a second`] : null));
  }
}

function openedWords(session) {
  const lines = ledgerLines(session);
  return lines.length ? lines.map((l) => l.label).join(', ') : el('span', { class: 'soft' }, 'nothing');
}
