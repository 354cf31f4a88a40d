/** Who changed what at this node: searchable, newest first. */
import { el } from '../../../common/dom.js';
import { Problem } from '../../../common/problem.js';
import { get, query } from '../../core/http.js';
import { badge, digest, empty, moment, problemBox, section, table } from '../../core/parts.js';

const PAGE = 50;
const TYPING_MS = 300;

export function auditPart(app) {
  let entries = null;
  let problem = null;
  let text = '';
  let more = false;
  let loading = false;
  let typing = 0;
  let asked = 0;

  async function look(before) {
    const turn = ++asked;
    loading = true;
    problem = null;
    try {
      const found = await get('/v1/admin/audit' + query({ q: text.trim(), limit: PAGE, before }));
      if (turn !== asked) return;
      entries = before === undefined ? found : [...entries, ...found];
      more = found.length === PAGE;
    } catch (e) {
      if (turn === asked) problem = Problem.from(e);
    } finally {
      if (turn === asked) loading = false;
      app.redraw();
    }
  }

  return {
    draw() {
      if (entries === null && !loading && !problem) look();
      return section('Audit log', { hint: 'Every change that somebody made at this node, with the account that made it.' },
        el('div', { class: 'filters' },
          el('label', {}, 'Search ', el('input', { type: 'search', name: 'audit', oninput: (e) => {
            text = e.target.value;
            clearTimeout(typing);
            typing = setTimeout(() => look(), TYPING_MS);
          } })),
          el('button', { type: 'button', disabled: loading, onclick: () => look() }, 'Refresh')),
        problem ? problemBox(problem) : null,
        list());
    },
  };

  function list() {
    if (entries === null) return problem ? null : el('p', { class: 'soft', role: 'status' }, 'Loading…');
    if (!entries.length) {
      return text ? empty('Nothing in the log is like that.', 'Try a name, or a word such as grant or token.')
        : empty('Nothing was changed yet.', 'Changes by administrators appear here.');
    }
    return [
      table('Audit log, newest first', [
        { title: 'When', cell: (e) => moment(e.time) },
        { title: 'Who', className: 'words', cell: (e) => e.actor ?? el('span', { class: 'soft' }, 'nobody') },
        { title: 'What', cell: (e) => el('code', {}, e.action) },
        { title: 'On', className: 'words', cell: (e) => e.subject },
        { title: 'Outcome', cell: (e) => badge(e.outcome, e.outcome === 'ok' ? 'good' : 'bad') },
        { title: 'Reference', cell: (e) => digest(e.correlationId, 8) },
      ], entries, (e) => e.id),
      more ? el('p', {}, el('button', { type: 'button', disabled: loading, onclick: () => look(entries.at(-1).id) },
        loading ? 'Loading…' : 'Older entries')) : null,
    ];
  }
}
