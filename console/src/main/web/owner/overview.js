// What the agent does now: its state, its progress, its figures, and what waits for the owner.

import { post } from '../common/call.js';
import { announce, el, fill } from '../common/dom.js';
import { ago, bytes, dateTime, integer } from '../common/format.js';
import { actionButton, ask } from './dialog.js';
import { many } from './words.js';

const STATES = {
  running: ['good', 'Running'],
  paused: ['warn', 'Paused'],
  leaving: ['warn', 'Leaving'],
  left: ['', 'Left'],
  stopping: ['warn', 'Stopping'],
};

const STEPS = {
  waiting: 'waiting for the other owners and the nodes',
  training: 'training on your pictures, on this machine',
  sharing: 'splitting the update into shares',
  uploading: 'bringing the update to both nodes',
  measuring: 'measuring the new model on your pictures',
};

/** What is done for a round, in words. */
export function step(work) {
  return STEPS[work.step] ?? work.step;
}

/** Something that goes on, with a bar where it is known how far it is. */
export function bar(label, done, total) {
  return el('div', { class: 'card now' },
    el('div', { class: 'row spread' },
      el('strong', { text: label }),
      total > 0 ? el('span', { class: 'soft', text: `${integer(done)} of ${integer(total)}` }) : null),
    total > 0 ? el('progress', { max: total, value: done, 'aria-label': label }) : null);
}

/** The top of the page; returns what redraws it. */
export function overview() {
  const badge = el('span', { class: 'badge' });
  const why = el('p', { class: 'soft' });
  const folder = el('span', { class: 'folder' });
  const trouble = el('div', { class: 'notices' });
  const notices = el('div', { class: 'notices' });
  const now = el('div');
  const figures = el('div', { class: 'figures' });
  const pause = actionButton('Pause', trouble, () => post('/v1/agent/pause'), { done: 'Paused' });
  const resume = actionButton('Resume', trouble, () => post('/v1/agent/resume'), { kind: 'primary', done: 'Resumed' });
  const look = actionButton('Look at the folder now', trouble, () => post('/v1/agent/look'), { done: 'The agent looks at the folder' });
  const section = el('section', { 'aria-labelledby': 'title' },
    el('div', { class: 'headline' },
      el('div', {},
        el('div', { class: 'row' }, el('h1', { id: 'title', text: 'Your pictures' }), badge),
        el('p', {}, folder),
        why),
      el('div', { class: 'row' }, pause, resume, look)),
    trouble, notices, now, figures);
  let state = '';
  let held = -1;

  function draw(view) {
    const { status } = view;
    const [kind, name] = STATES[view.state] ?? ['', view.state];
    badge.className = `badge ${kind}`;
    badge.textContent = name;
    if (state && state !== view.state) {
      announce(`The agent is ${name.toLowerCase()}`);
    }
    state = view.state;
    folder.textContent = view.pictures;
    why.textContent = status.paused ? sentence(status.paused) : '';
    why.hidden = !status.paused;
    const mine = status.paused?.includes('owner pause');
    resume.hidden = !mine;
    pause.hidden = view.state !== 'running';
    look.hidden = view.state !== 'running';
    drawNotices(view);
    fill(now, progress(status));
    fill(figures, cards(view));
  }

  function drawNotices({ status, state: is }) {
    if (status.pictures.heldDeletions !== held || !notices.querySelector('[data-deletions]')) {
      held = status.pictures.heldDeletions;
      fill(notices, held > 0 ? deletions(held) : null, failure(status));
    } else {
      fill(notices, notices.querySelector('[data-deletions]'), failure(status));
    }
    notices.hidden = is === 'left';
  }

  /** What was shown last may be true no more. */
  function lost() {
    state = '';
    badge.className = 'badge warn';
    badge.textContent = 'Does not answer';
    pause.hidden = true;
    resume.hidden = true;
    look.hidden = true;
  }

  return { section, draw, lost };
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function failure({ lastError }) {
  if (!lastError) {
    return null;
  }
  return el('div', { class: 'notice bad', 'data-failure': lastError.code },
    el('p', {}, el('strong', { text: `${lastError.doing === 'outsourcing' ? 'Outsourcing' : 'Training rounds'}: ` }), lastError.message),
    el('p', { class: 'soft small', text: `Since ${dateTime(lastError.at)}; ${lastError.again ? `tried again ${ago(lastError.again)}` : 'not tried again'}. Code ${lastError.code}.` }));
}

function deletions(pictures) {
  const files = `${many(pictures, 'picture')} ${pictures === 1 ? 'is' : 'are'}`;
  const button = el('button', { type: 'button', class: 'danger', text: 'Confirm deletions…' });
  button.addEventListener('click', () => ask({
    title: `Remove ${many(pictures, 'picture')} from the nodes?`,
    body: el('p', { text: 'Their shares and features are removed from both nodes at once, and no search shows them any more. If the files come back, they are outsourced again.' }),
    action: `Remove ${many(pictures, 'picture')}`,
    danger: true,
    run: () => post('/v1/agent/confirm-deletions', { pictures }),
  }));
  return el('div', { class: 'notice warn', 'data-deletions': pictures },
    el('p', {}, el('strong', { text: `${files} gone from the folder but still at the nodes.` }),
      ' So many at once look like an accident, such as a drive that is not mounted. If it is one, bring the files back and nothing happens.'),
    el('div', { class: 'row' }, button));
}

function progress(status) {
  const { pictures, work } = status;
  return [
    pictures.total > 0 ? bar('Outsourcing', pictures.done, pictures.total) : null,
    work.round ? bar(`Round ${integer(work.round)}: ${step(work)}`, work.done, work.total) : null,
  ];
}

function card(title, value, ...lines) {
  return el('div', { class: 'card' },
    el('h3', { text: title }),
    el('div', { class: 'figure', text: value }),
    lines.filter(Boolean).map((text) => el('p', { class: 'soft small', text })));
}

function cards(view) {
  const { pictures, roundsToday, nextLook, lastRound } = view.status;
  return [
    card('Outsourced', integer(pictures.held),
      pictures.checked ? `looked at ${dateTime(pictures.checked)}` : 'not looked at yet',
      pictures.leftOut > 0 ? `${many(pictures.leftOut, 'file')} left out` : ''),
    card('New since your last round', integer(pictures.fresh),
      view.policy.requestAfter > 0 ? `a round is asked for at ${integer(view.policy.requestAfter)}` : 'rounds are not asked for by themselves'),
    card('Rounds in 24 hours', `${integer(roundsToday)} of ${integer(view.policy.roundsPerDay)}`,
      lastRound ? `last: round ${integer(lastRound.round)}` : 'none yet',
      nextLook && view.state === 'running' ? `next look ${dateTime(nextLook)}` : ''),
    card('Sent to the nodes', bytes(pictures.sent + view.updateBytes),
      `shares of pictures ${bytes(pictures.sent)}`, `shares of updates ${bytes(view.updateBytes)}`),
  ];
}
