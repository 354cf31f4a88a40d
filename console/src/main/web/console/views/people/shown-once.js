/** A new token: shown once, with a button that copies it. */
import { el } from '../../../common/dom.js';
import { dateTime } from '../../../common/format.js';
import { facts } from '../../core/parts.js';

export function showToken(app, issued) {
  const otherNode = app.node === 1 ? 2 : 1;
  const forSearch = issued.role === 'user' && app.node !== 3;
  return app.show(`Token of ${issued.name}`, [
    el('p', {}, el('strong', {}, 'It is shown this once.'), ' The node keeps nothing but a hash of it. Hand it over through a safe channel.'),
    el('div', { class: 'copy' },
      el('code', { class: 'secret', tabindex: '0', role: 'textbox', 'aria-readonly': 'true', 'aria-label': 'Token' }, issued.token),
      copyButton(app, issued.token)),
    facts(
      ['Good for', `node ${app.node}`],
      ['Scope', issued.info.scope],
      ['Expires', issued.info.expires ? dateTime(issued.info.expires) : 'never']),
    forSearch ? el('p', { class: 'hint' },
      `This is node ${app.node}’s part of the search key. Make the same account at node ${otherNode}; the key is the part of node 1, a dot, the part of node 2.`) : null,
    issued.role === 'owner' ? el('p', { class: 'hint' },
      `The owner’s program needs a token of nodes 1 and 2 each: make the same account at node ${otherNode}.`) : null,
  ]);
}

function copyButton(app, text) {
  const button = el('button', { type: 'button' }, 'Copy');
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      app.announce('Copied');
    } catch {
      button.textContent = 'Selected: copy it by hand';
      getSelection().selectAllChildren(button.parentElement.querySelector('.secret'));
    }
  };
  return button;
}
