import { el } from '../../common/dom.js';

const FLAG = 'sharelens-search-running';

/**
 * Remembers over a reload that a search was running, and nothing else of it: no picture, no name,
 * no key.
 */
export class Interruption {
  #leaving = false;

  constructor() {
    // A page that goes breaks its own search off, which must not look like an end.
    for (const going of ['beforeunload', 'pagehide']) {
      addEventListener(going, () => {
        this.#leaving = true;
      });
    }
    const interrupted = sessionStorage.getItem(FLAG) !== null;
    sessionStorage.removeItem(FLAG);
    this.element = el(
      'div',
      { class: 'notice warn', id: 'interrupted', role: 'status', hidden: !interrupted },
      el('p', {}, el('strong', { text: 'Your search was interrupted when this page was reloaded.' })),
      el('p', { text: 'Nothing of it was kept here, and the nodes end it by themselves. Enter your key, choose the picture again and search.' }),
    );
  }

  begins() {
    this.element.hidden = true;
    this.#leaving = false;
    sessionStorage.setItem(FLAG, '1');
  }

  ends() {
    if (!this.#leaving) {
      sessionStorage.removeItem(FLAG);
    }
  }
}
