import { announce, el, fill } from '../../common/dom.js';
import { Problem } from '../../common/problem.js';
import { tokensOf } from '../nodes/key.js';
import { trouble } from './trouble.js';

/**
 * Where the search key goes in. It is tried at once, each part at its own node, and lives in this
 * page's memory until the page is closed.
 */
export class KeyCard {
  #nodes;
  #changed;
  #said = el('div');
  #tokens;

  /**
   * @param {import('../nodes/node.js').Node[]} nodes
   * @param {() => void} changed told when a key was taken or given up
   */
  constructor(nodes, changed) {
    this.#nodes = nodes;
    this.#changed = changed;
    this.element = el('section', { class: 'card key-card', 'aria-label': 'Search key' });
    this.#ask();
    this.#takeFromAddress();
  }

  /** A link may bring the key behind `#key=`, which browsers send nowhere; it leaves the address bar at once. */
  #takeFromAddress() {
    const key = new URLSearchParams(location.hash.slice(1)).get('key');
    if (key) {
      history.replaceState(null, '', location.pathname + location.search);
      const field = this.element.querySelector('#key');
      field.value = key;
      this.#try(field, this.element.querySelector('button'));
    }
  }

  /** The nodes with the user's tokens; undefined before a key was taken. */
  get nodes() {
    return this.#tokens && this.#nodes.map((n, i) => (this.#tokens[i] ? n.as(this.#tokens[i]) : n));
  }

  #ask() {
    const field = el('input', {
      id: 'key',
      type: 'password',
      autocomplete: 'off',
      spellcheck: 'false',
      autocapitalize: 'off',
      placeholder: 'slt1_….slt2_…',
      'aria-describedby': 'key-hint',
    });
    const button = el('button', { class: 'primary', type: 'submit', text: 'Use key' });
    const form = el(
      'form',
      {
        class: 'key-form',
        autocomplete: 'off',
        onsubmit: (event) => {
          event.preventDefault();
          this.#try(field, button);
        },
      },
      field,
      button,
    );
    fill(this.#said);
    fill(
      this.element,
      el('h2', { id: 'key-heading' }, el('label', { for: 'key', text: 'Your search key' })),
      form,
      el('p', {
        class: 'hint',
        id: 'key-hint',
        text: 'From whoever runs the platform. It is kept in this page only, until you close it; each node gets its own part.',
      }),
      this.#said,
    );
  }

  async #try(field, button) {
    button.disabled = true;
    fill(this.#said, el('p', { class: 'hint', role: 'status', text: 'Asking nodes 1 and 2 …' }));
    try {
      const tokens = tokensOf(field.value);
      await Promise.all(tokens.map((t, i) => this.#nodes[i].as(t).json('GET', '/v1/status')));
      this.#tokens = tokens;
      this.#taken();
      announce('The key is accepted.');
      this.#changed();
    } catch (error) {
      field.setAttribute('aria-invalid', 'true');
      fill(this.#said, trouble(Problem.from(error)));
      field.focus();
    } finally {
      button.disabled = false;
    }
  }

  #taken() {
    const change = el('button', {
      type: 'button',
      class: 'compact',
      text: 'Forget key',
      onclick: () => {
        this.#tokens = undefined;
        this.#ask();
        this.#changed();
        this.element.querySelector('#key').focus();
      },
    });
    fill(
      this.element,
      el(
        'div',
        { class: 'row spread' },
        el(
          'div',
          {},
          el('h2', { id: 'key-heading', class: 'key-taken' }, 'Your search key ', el('span', { class: 'badge good', text: 'accepted' })),
          el('p', { class: 'hint', text: 'By nodes 1 and 2. It is kept in this page only.' }),
        ),
        change,
      ),
    );
  }
}
