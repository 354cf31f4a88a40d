// The owner's own rules, which beat the platform's wishes.

import { put, remove } from '../common/call.js';
import { el, fill } from '../common/dom.js';
import { bytes, integer } from '../common/format.js';
import { actionButton, ask } from './dialog.js';
import { many } from './words.js';

/** The section; `draw(view)` shows what counts now. */
export function policy() {
  const trouble = el('div', { class: 'notices' });
  const rules = el('dl', { class: 'facts' });
  const training = el('dl', { class: 'facts' });
  const changed = el('p', { class: 'hint' });
  let view = null;
  const edit = el('button', { type: 'button', text: 'Change…' });
  edit.addEventListener('click', () => change(view.policy));
  const undo = actionButton('Back to the file’s', trouble, () => remove('/v1/agent/policy'), { done: 'The file’s policy counts again' });
  const section = el('section', { id: 'policy', 'aria-labelledby': 'policy-title' },
    el('header', {}, el('h2', { id: 'policy-title', text: 'Policy' }), el('p', { class: 'soft', text: 'Your rules beat the platform’s wishes.' })),
    trouble,
    el('div', { class: 'columns' },
      el('div', { class: 'card' }, el('h3', { text: 'What the agent may do' }), rules, changed, el('div', { class: 'row' }, edit, undo)),
      el('div', { class: 'card' }, el('h3', { text: 'Limits in its file' }), training,
        el('p', { class: 'hint', text: 'How many owners have to hide your update, and how much is trained, stand in the agent’s YAML file alone; it is read when the agent starts.' }))));

  function draw(next) {
    view = next;
    fill(rules, ruleFacts(view));
    fill(training, trainingFacts(view));
    undo.hidden = !view.policyChanged;
    changed.hidden = !view.policyChanged;
    changed.textContent = 'Changed from the file’s; the changes count until they are taken back.';
    edit.disabled = view.state === 'left';
  }

  return { section, draw };
}

function fact(name, value, was) {
  return [el('dt', { text: name }), el('dd', {}, value, was !== undefined && was !== value ? el('span', { class: 'soft small', text: ` (file: ${was})` }) : null)];
}

function hours(rules) {
  return rules.pauseHours.length === 0 ? 'none' : rules.pauseHours.join(', ');
}

function wish(rules) {
  return rules.requestAfter === 0 ? 'never' : `after ${many(rules.requestAfter, 'new picture')}`;
}

function ruleFacts({ policy: now, filePolicy: file }) {
  return [
    fact('Rounds in 24 hours', `at most ${integer(now.roundsPerDay)}`, `at most ${integer(file.roundsPerDay)}`),
    fact('Computing', `${integer(now.cpuPercent)} % of the time`, `${integer(file.cpuPercent)} % of the time`),
    fact('Hours of rest', hours(now), hours(file)),
    fact('Asks for a round', wish(now), wish(file)),
  ];
}

function trainingFacts({ training: t, watch }) {
  return [
    fact('Hidden among', `at least ${integer(t.minOwners)} owners`),
    fact('Trains', `at most ${many(t.maxEpochs, 'epoch')} of ${many(t.maxPictures, 'picture')}, in batches of ${integer(t.maxBatch)}`),
    fact('Threads', integer(t.threads)),
    fact('Models', `up to ${bytes(t.maxModelBytes)}, ${t.acceptNewArchitecture ? 'of any layers' : 'of the layers accepted first'}`),
    fact('Local models', t.keepLocalModels ? 'kept in the state folder' : 'not kept'),
    fact('Deleted files', watch.deleteMissing ? `removed at the nodes; more than ${integer(watch.mostDeletionsPercent)} % at once wait for you` : 'stay at the nodes'),
  ];
}

function field(id, label, hint, input) {
  return el('div', { class: 'field' }, el('label', { for: id, text: label }), input, el('p', { class: 'hint', id: `${id}-hint`, text: hint }));
}

function change(now) {
  const rounds = el('input', { id: 'rounds-per-day', type: 'number', min: 0, max: 100000, step: 1, required: true, value: now.roundsPerDay, 'aria-describedby': 'rounds-per-day-hint' });
  const cpu = el('input', { id: 'cpu-percent', type: 'number', min: 1, max: 100, step: 1, required: true, value: now.cpuPercent, 'aria-describedby': 'cpu-percent-hint' });
  const pause = el('input', { id: 'pause-hours', type: 'text', value: now.pauseHours.join(', '), autocomplete: 'off', 'aria-describedby': 'pause-hours-hint' });
  const after = el('input', { id: 'request-after', type: 'number', min: 0, max: 2147483647, step: 1, required: true, value: now.requestAfter, 'aria-describedby': 'request-after-hint' });
  return ask({
    title: 'Change the policy',
    body: [
      field('rounds-per-day', 'Rounds in 24 hours', 'Rounds begun at most; 0 for none at all.', rounds),
      field('cpu-percent', 'Percent of the time that training computes', 'From 1 to 100; a training under way follows at its next step.', cpu),
      field('pause-hours', 'Hours of rest', 'Local time, like 08:00-18:00, 22:00-23:30; empty for none.', pause),
      field('request-after', 'Ask for a round after so many new pictures', '0 for never.', after),
    ],
    action: 'Save',
    ready: () => [rounds, cpu, after].every((i) => i.validity.valid),
    run: () => put('/v1/agent/policy', {
      roundsPerDay: rounds.valueAsNumber,
      cpuPercent: cpu.valueAsNumber,
      pauseHours: pause.value.split(',').map((h) => h.trim()).filter(Boolean),
      requestAfter: after.valueAsNumber,
    }),
  });
}
