// Training rounds of this owner: what runs, a curve of the loss, and a timeline.

import { get, post } from '../common/call.js';
import { el, fill } from '../common/dom.js';
import { bytes, dateTime, integer, number, percent, seconds, short } from '../common/format.js';
import { lossChart } from './chart.js';
import { actionButton, problemNotice } from './dialog.js';
import { bar, step } from './overview.js';
import { many } from './words.js';

const SHOWN = 20;
const RESULTS = {
  CONTRIBUTED: ['good', 'Contributed'],
  MISSED: ['', 'Not taken part'],
  FAILED: ['bad', 'Failed'],
};
const PHASES = [
  ['training', 'training'],
  ['sharing', 'splitting'],
  ['uploading', 'uploading'],
  ['measuring', 'measuring'],
];

/** The section; `draw(view)` follows the round that runs and looks again when one ended. */
export function rounds() {
  const trouble = el('div', { class: 'notices' });
  const current = el('div');
  const curve = el('div');
  const list = el('div');
  const asked = el('p', { class: 'soft', role: 'status' });
  const request = actionButton('Ask for a round', trouble, async () => {
    asked.textContent = '';
    const round = await post('/v1/agent/request-round', {});
    asked.textContent = `Round ${integer(round.number)} is ${round.state.toLowerCase()}.`;
  });
  const section = el('section', { id: 'rounds', 'aria-labelledby': 'rounds-title' },
    el('header', { class: 'row spread' }, el('h2', { id: 'rounds-title', text: 'Training rounds' }), request),
    trouble, asked, current, curve, list);
  let seen = null;
  let all = false;

  async function load() {
    try {
      show(await get('/v1/agent/rounds'));
    } catch (problem) {
      fill(list, problemNotice(problem));
      seen = null;
    }
  }

  function show(past) {
    if (past.length === 0) {
      fill(curve);
      fill(list, el('div', { class: 'empty' },
        el('p', { text: 'No training round yet.' }),
        el('p', { text: 'The platform opens rounds; this agent takes part by itself as far as your policy allows. With new pictures you can ask for one.' })));
      return;
    }
    fill(curve, lossChart(past.map((r) => r.outcome)));
    const shown = all ? past : past.slice(0, SHOWN);
    fill(list,
      el('ol', { class: 'timeline', reversed: true }, shown.map(entry)),
      past.length > shown.length ? el('button', {
        type: 'button', text: `Show all ${integer(past.length)}`, onclick: () => { all = true; show(past); },
      }) : null);
  }

  function draw(view) {
    const { work, lastRound } = view.status;
    request.hidden = view.state !== 'running' || Boolean(work.round);
    fill(current, work.round ? bar(`Round ${integer(work.round)} is under way: ${step(work)}`, work.done, work.total) : null);
    const now = JSON.stringify(lastRound);
    if (now !== seen) {
      seen = now;
      load();
    }
  }

  return { section, draw };
}

function entry({ began, ended, outcome }) {
  const [kind, name] = RESULTS[outcome.result] ?? ['', outcome.result];
  const facts = [
    outcome.pictures > 0 ? `trained on ${many(outcome.pictures, 'picture')}` : null,
    outcome.updateBytes > 0 ? `sent ${bytes(outcome.updateBytes)} of shares` : null,
    outcome.lossBefore !== null && outcome.lossAfter !== null
      ? `loss on your pictures ${number(outcome.lossBefore)} before, ${number(outcome.lossAfter)} after` : null,
    Number.isFinite(outcome.precisionBefore) && Number.isFinite(outcome.precisionAfter)
      ? `precision at 10 among them ${percent(outcome.precisionBefore)} before, ${percent(outcome.precisionAfter)} after` : null,
    outcome.model ? `now model ${short(outcome.model, 10)}` : null,
  ].filter(Boolean);
  return el('li', { class: kind, 'data-round': outcome.round },
    el('div', { class: 'row' },
      el('h3', { text: `Round ${integer(outcome.round)}` }),
      el('span', { class: `badge ${kind}`, text: name }),
      el('span', { class: 'soft small' }, el('time', { datetime: ended, text: dateTime(ended) }), took(began, ended))),
    outcome.cause ? el('p', { text: outcome.cause }) : null,
    facts.length > 0 ? el('p', { class: 'soft', text: facts.join(', ') }) : null,
    phases(outcome.times));
}

function took(began, ended) {
  return `, took ${seconds((new Date(ended) - new Date(began)) / 1000)}`;
}

function phases(times) {
  const parts = PHASES.map(([key, label], i) => ({ value: times[key] ?? 0, label, kind: `phase-${i + 1}` }))
    .filter((p) => p.value > 0);
  if (parts.length === 0) {
    return null;
  }
  const bars = parts.map((p) => {
    const span = el('span', { class: p.kind });
    span.style.flexGrow = String(p.value);
    return span;
  });
  return [
    el('div', { class: 'phases', 'aria-hidden': 'true' }, bars),
    el('ul', { class: 'legend' }, parts.map((p) => el('li', {}, el('span', { class: `key ${p.kind}`, 'aria-hidden': 'true' }), `${p.label} ${seconds(p.value)}`))),
  ];
}
