// Leaving the platform for good, with a word to type.

import { post } from '../common/call.js';
import { el, fill } from '../common/dom.js';
import { integer } from '../common/format.js';
import { ask } from './dialog.js';
import { many } from './words.js';

const WORD = 'leave';

/** Both nodes remove everything before they answer. */
const LONGEST = 11 * 60_000;

/** The section; `onLeft` is told what the nodes did. */
export function leave(onLeft) {
  const button = el('button', { type: 'button', class: 'danger', text: 'Leave the platform…' });
  let held = 0;
  const section = el('section', { id: 'leave', 'aria-labelledby': 'leave-title' },
    el('header', {}, el('h2', { id: 'leave-title', text: 'Leave' })),
    el('div', { class: 'card danger-zone' },
      el('p', { text: 'Removes your pictures, features and shares from both nodes at once and ends your account; this agent stops. The files on this machine stay.' }),
      el('p', { text: 'What the model has learned stays in it, unless you ask for your updates to be taken out.' }),
      el('div', { class: 'row' }, button)));
  button.addEventListener('click', async () => {
    const result = await question(held);
    if (result) {
      onLeft(result);
    }
  });

  function draw(view) {
    held = view.status.pictures.held;
    button.disabled = view.state === 'left' || view.state === 'leaving';
  }

  return { section, draw };
}

function question(held) {
  const word = el('input', { id: 'leave-word', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
  const influence = el('input', { id: 'remove-influence', type: 'checkbox' });
  return ask({
    title: 'Leave for good?',
    body: [
      el('ul', { class: 'plain' },
        el('li', { text: `${many(held, 'picture')} with features and shares: removed from both nodes. Searches find them no more.` }),
        el('li', { text: 'Your account ends. Coming back needs a new one from an administrator, and all pictures are outsourced again.' }),
        el('li', { text: 'Copies that users already received, and backups of the nodes, are not reached.' })),
      el('div', { class: 'field' },
        el('label', { class: 'check', for: 'remove-influence' }, influence, el('span', { text: 'Also take my past updates out of the model' })),
        el('p', { class: 'hint', text: 'Done with the next round that has at least three other owners, where the nodes still keep the shares. It never undoes what the others’ later updates learned from yours, nor what was downloaded meanwhile.' })),
      el('div', { class: 'field' }, el('label', { for: 'leave-word', text: `Type ${WORD} to confirm` }), word),
    ],
    action: 'Leave for good',
    danger: true,
    ready: () => word.value.trim().toLowerCase() === WORD,
    run: () => post('/v1/agent/leave', { confirm: WORD, removeInfluence: influence.checked }, { timeout: LONGEST }),
  });
}

/** What is shown after leaving, in the place of everything else. */
export function farewell(place, result) {
  fill(place,
    el('section', { 'aria-labelledby': 'left-title' },
      el('h1', { id: 'left-title', tabindex: '-1', text: 'You have left the platform' }),
      el('div', { class: 'card stack' },
        result ? el('ul', { class: 'plain' }, Object.entries(result.nodes).map(([node, a]) => el('li', {
          text: `Node ${node}: ${many(a.pictures, 'picture')} removed, shares of ${many(a.updates, 'update')} dropped, of ${integer(a.kept)} kept.`,
        }))) : null,
        (result?.statements ?? []).map((text) => el('p', { text })),
        el('p', { text: 'The files on this machine are as they were. The agent has stopped; this page can be closed.' }))));
  document.getElementById('left-title').focus();
}
