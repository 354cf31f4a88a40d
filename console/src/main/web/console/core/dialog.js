/** Dialogs: a question before what cannot be taken back lightly, and something shown once. */
import { el } from '../../common/dom.js';

/**
 * Asks; answers whether it was confirmed.
 *
 * @param question `{title, text, label, danger, undo}`; `undo` says how to take it back
 */
export function confirmDialog({ title, text, label, danger = false, undo }) {
  return new Promise((answer) => {
    const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' },
      el('h2', { id: 'dialog-title' }, title),
      [text].flat().map((t) => el('p', {}, t)),
      undo ? el('p', { class: 'hint' }, undo) : null,
      el('div', { class: 'form-end' },
        el('button', { type: 'button', class: danger ? 'danger' : 'primary', onclick: () => dialog.close('yes') }, label),
        el('button', { type: 'button', autofocus: true, onclick: () => dialog.close('no') }, 'Cancel')));
    dialog.onclose = () => {
      dialog.remove();
      answer(dialog.returnValue === 'yes');
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Shows something until it is put away. */
export function showDialog(title, children, label = 'Done') {
  return new Promise((closed) => {
    const dialog = el('dialog', { class: 'wide', 'aria-labelledby': 'dialog-title' },
      el('h2', { id: 'dialog-title' }, title), children,
      el('div', { class: 'form-end' },
        el('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, label)));
    dialog.onclose = () => {
      dialog.remove();
      closed();
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}
