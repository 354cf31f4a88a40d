/** What one query costs under a choice, beside what it costs now; and the leakage in one sentence. */
import { el } from '../../../common/dom.js';
import { bytes, integer, number, seconds } from '../../../common/format.js';
import { Problem } from '../../../common/problem.js';
import { get, path, post, remove } from '../../core/http.js';
import { action, badge, empty, field, problemBox, progress, section, table } from '../../core/parts.js';
import { choiceOf, sameScheme, schemeChoice } from './choice.js';
import { leakageList } from './serving.js';

const LOOK_MS = 700;
const LONGEST_MS = 15 * 60_000;
const OVER = ['DONE', 'FAILED', 'CANCELLED'];

export function estimatePart(app) {
  const found = { now: null, then: null };
  const lost = { now: null, then: null };
  let asked = null;
  let k = 10;
  let resumed = false;

  /** Follows an estimate to its end; a page that was loaded again finds it in the node's list. */
  async function follow(slot, id) {
    const until = Date.now() + LONGEST_MS;
    while (Date.now() < until) {
      try {
        found[slot] = await get(path`/v1/admin/cost-estimates/${id}`);
        lost[slot] = null;
        app.redraw();
        if (OVER.includes(found[slot].state)) return;
      } catch (e) {
        const problem = Problem.from(e);
        lost[slot] = problem;
        app.redraw();
        if (problem.status >= 400 && problem.status < 500) return;
      }
      await new Promise((later) => setTimeout(later, LOOK_MS));
    }
    lost[slot] = new Problem('too-slow', 'The estimate is not there after a quarter of an hour. Ask again when the node has less to do.');
    app.redraw();
  }

  async function start(choice, same) {
    asked = choice;
    found.then = null;
    const serving = found.now?.state === 'DONE' && found.now.size.k === k ? null : await ask('now', null);
    const chosen = same ? null : await ask('then', schemeChoice(choice));
    await Promise.all([serving && follow('now', serving.id), chosen && follow('then', chosen.id)]);
  }

  async function ask(slot, choice) {
    const estimate = await post('/v1/admin/cost-estimates', { choice, k });
    found[slot] = estimate;
    app.redraw();
    return estimate;
  }

  /** The last estimates of this node, as a reload would lose them otherwise. */
  async function resume(serving) {
    resumed = true;
    try {
      const list = await get('/v1/admin/cost-estimates');
      const pick = (mine) => list.find((e) => (e.scheme.digest === serving.digest) === mine && e.state !== 'CANCELLED');
      for (const [slot, estimate] of [['now', pick(true)], ['then', pick(false)]]) {
        if (!estimate || found[slot]) continue;
        found[slot] = estimate;
        if (slot === 'then') asked = choiceOf(estimate.scheme);
        if (!OVER.includes(estimate.state)) follow(slot, estimate.id);
      }
      app.redraw();
    } catch {
      // Without a list nothing is shown, and a new estimate can be asked for.
    }
  }

  return {
    draw(choice, serving, same) {
      if (!resumed) resume(serving);
      const fits = asked !== null && sameScheme(asked, choice);
      const then = same ? null : fits ? found.then : null;
      const columns = [found.now, then].filter(Boolean);
      const running = columns.filter((e) => !OVER.includes(e.state));
      return section('Cost of one query', {
        hint: 'Found by rehearsing a query in this node at the present size: rounds and bytes are those of the protocol, seconds are an estimate.',
      },
      el('div', { class: 'fields' },
        field('Results wanted', el('input', { type: 'number', name: 'k', min: 1, max: app.value('info')?.limits.maxK ?? 100, value: k,
          onchange: (e) => { k = Math.max(1, Number(e.target.value) || 10); } }))),
      el('div', { class: 'form-end' },
        action(app, 'estimate', same ? 'Estimate what serves now' : 'Estimate this choice', () => start(choice, same), { kind: 'primary', busyLabel: 'Estimating…' }),
        running.map((e) => action(app, 'cancel-' + e.id, 'Cancel', async () => {
          await remove(path`/v1/admin/cost-estimates/${e.id}`);
        }))),
      running.map((e) => progress(`Estimate of ${e.scheme.name}`, e.done, e.total,
        e.state === 'QUEUED' ? `${e.scheme.name}: waits for other work` : `${e.scheme.name}: ${e.step}`)),
      [lost.now, same ? null : lost.then].filter(Boolean).map((p) => problemBox(p)),
      columns.filter((e) => e.state === 'FAILED').map((e) => el('p', { class: 'notice bad' }, `${e.scheme.name}: ${e.cause}`)),
      comparison(found.now, then),
      columns.filter((e) => e.summary).map((e) => el('div', { class: 'summary' },
        el('h3', {}, `What ${e === found.now ? 'serves now' : 'this choice'} reveals`), el('p', {}, e.summary),
        el('details', {}, el('summary', {}, 'All of it'), leakageList(e.scheme.leakage)))));
    },
  };
}

function comparison(now, then) {
  const done = [now && ['serves now', now], then && ['this choice', then]].filter((c) => c && c[1].result);
  if (!done.length) return empty('No estimate yet.', 'It takes some seconds of this node’s processor.');
  const phases = [...new Set(done.flatMap(([, e]) => e.result.phases.map((p) => p.phase)))];
  const phase = (e, name) => e.result.phases.find((p) => p.phase === name);
  const rows = [
    ['Scheme', (e) => el('span', { class: 'wrap' }, e.scheme.name)],
    ['Seconds', (e) => `about ${seconds(e.result.seconds)}`],
    ['Rounds', (e) => integer(e.result.rounds)],
    ['Bytes among computing nodes', (e) => bytes(e.result.onlineBytes)],
    ['Bytes dealt beforehand', (e) => bytes(e.result.offlineBytes)],
    ...phases.flatMap((name) => [
      [`${name}, seconds`, (e) => (phase(e, name) ? seconds(phase(e, name).seconds) : '–')],
      [`${name}, rounds`, (e) => (phase(e, name) ? integer(phase(e, name).rounds) : '–')],
      [`${name}, bytes`, (e) => (phase(e, name) ? `${bytes(phase(e, name).onlineBytes)} + ${bytes(phase(e, name).offlineBytes)}` : '–')],
    ]),
    ['Rounds and bytes', (e) => (e.result.exact ? badge('exact', 'good') : badge(`mean of ${e.result.runs}`, 'accent'))],
  ];
  const last = done.at(-1)[1];
  const { basis } = last.result;
  return [
    table('Cost of one query', [
      { title: 'Cost', cell: (r) => r[0] },
      ...done.map(([title, e]) => ({ title, number: true, cell: (r) => r[1](e) })),
    ], rows, (r) => r[0]),
    el('p', { class: 'hint' }, `At the present size: ${integer(last.size.pictures)} pictures, ${last.size.k} results, input ${last.size.inputSize} × ${last.size.inputSize}. Bytes of a phase: among the computing nodes + dealt.`),
    el('details', {}, el('summary', {}, 'How the seconds were found'),
      el('p', {}, `${seconds(basis.computeSeconds)} of computing and ${seconds(basis.networkSeconds)} for links of ${number(basis.roundTripMillis)} ms round trip at ${number(basis.megabitsPerSecond)} Mbit/s.`),
      el('ul', {}, basis.assumptions.map((a) => el('li', {}, a)))),
  ];
}
