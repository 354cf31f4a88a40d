// Questions to the owner, answered in a modal dialog; and what is shown when an action fails.

import { announce, el, fill } from '../common/dom.js';

/** What a problem says, with what to do. */
export function problemNotice(problem, todo = '') {
  return el('div', { class: 'notice bad', role: 'alert' },
    el('p', { text: problem.message }),
    todo ? el('p', { text: todo }) : null,
    el('p', { class: 'soft small', text: `Code ${problem.code}${problem.correlationId ? `, ${problem.correlationId} in the agent's log` : ''}` }));
}

/**
 * Asks.
 *
 * @param question title, body (elements), action (text of the button), danger, ready (a function
 *   that says whether the answer is complete), run (does it; may fail with a problem)
 * @return resolves to what `run` returned, or to null if the owner changed their mind
 */
export function ask({ title, body, action, danger = false, ready = () => true, run }) {
  return new Promise((resolve) => {
    let result = null;
    const trouble = el('div', { class: 'stack' });
    const yes = el('button', { type: 'submit', class: danger ? 'danger' : 'primary', text: action });
    const no = el('button', { type: 'button', text: 'Cancel' });
    const form = el('form', { method: 'dialog' },
      body,
      trouble,
      el('div', { class: 'row' }, yes, no));
    const heading = el('h2', { id: 'dialog-title', text: title });
    const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' }, heading, form);
    const check = () => {
      yes.disabled = !ready();
    };
    form.addEventListener('input', check);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      yes.disabled = true;
      no.disabled = true;
      fill(trouble);
      try {
        result = (await run()) ?? true;
        dialog.close();
      } catch (problem) {
        fill(trouble, problemNotice(problem));
      } finally {
        no.disabled = false;
        check();
      }
    });
    no.addEventListener('click', () => dialog.close());
    dialog.addEventListener('cancel', (event) => {
      if (no.disabled) {
        event.preventDefault();
      }
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    check();
    dialog.showModal();
  });
}

/** A button that is off while its action runs; what fails is shown in `place`. */
export function actionButton(text, place, run, { kind = '', done = '' } = {}) {
  const button = el('button', { type: 'button', class: kind, text });
  button.addEventListener('click', async () => {
    button.disabled = true;
    fill(place);
    try {
      await run();
      if (done) {
        announce(done);
      }
    } catch (problem) {
      fill(place, problemNotice(problem));
    } finally {
      button.disabled = false;
    }
  });
  return button;
}
