import { announce, el, fill } from '../../common/dom.js';
import { bytes, integer, seconds } from '../../common/format.js';
import { STAGES } from '../query/search.js';

const NAMES = {
  picture: ['Reading the picture', 'in this browser'],
  shares: ['Making two shares', 'in this browser'],
  sending: ['Sending one share to each node', 'nodes 1 and 2'],
  feature: ['Computing the feature', 'at the nodes, on shares'],
  distance: ['Comparing with the pictures', 'at the nodes, on shares'],
  ranking: ['Finding the nearest', 'at the nodes, on shares'],
  receiving: ['Receiving shares of the results', 'from nodes 1 and 2'],
  joining: ['Putting the pictures together', 'in this browser'],
};

/** The stages of a search with what is done, what runs and how long each took. */
export class Progress {
  #items = new Map();
  #current = '';
  #since = 0;

  constructor(cancel) {
    const list = el('ol', { class: 'stages' });
    for (const stage of STAGES) {
      const [name, where] = NAMES[stage];
      const item = {
        element: el('li', { class: 'stage', 'data-stage': stage }),
        mark: el('span', { class: 'stage-mark', 'aria-hidden': 'true' }),
        time: el('span', { class: 'stage-time' }),
        state: el('span', { class: 'visually-hidden', text: 'to come' }),
      };
      item.element.append(
        item.mark,
        el('span', { class: 'stage-name' }, name, el('span', { class: 'stage-where', text: where }), item.state),
        item.time,
      );
      list.append(item.element);
      this.#items.set(stage, item);
    }
    this.element = el(
      'section',
      { class: 'card', 'aria-labelledby': 'progress-heading' },
      el(
        'div',
        { class: 'row spread' },
        el('h2', { id: 'progress-heading', text: 'Searching' }),
        el('button', { type: 'button', class: 'compact', text: 'Cancel', onclick: cancel }),
      ),
      list,
    );
  }

  /** A stage begins, or is so far. */
  enter(stage, done = 0, total = 0) {
    const place = STAGES.indexOf(stage);
    const at = STAGES.indexOf(this.#current);
    if (stage !== this.#current) {
      if (place < at) {
        this.#reset(place); // the search begins again
      } else if (this.#current) {
        this.#done(this.#current, (performance.now() - this.#since) / 1000);
        STAGES.slice(at + 1, place).forEach((s) => this.#done(s));
      }
      this.#current = stage;
      this.#since = performance.now();
      this.#mark(stage, 'running', 'running');
      announce(NAMES[stage][0]);
    }
    if (total) {
      const amount = stage === 'receiving' ? bytes : integer;
      this.#items.get(stage).time.textContent = `${amount(done)} of ${amount(total)}`;
    }
  }

  #reset(from) {
    STAGES.slice(from).forEach((s) => {
      this.#mark(s, '', 'to come');
      fill(this.#items.get(s).time);
    });
  }

  #done(stage, took) {
    this.#mark(stage, 'done', 'done');
    this.#items.get(stage).time.textContent = took === undefined ? '' : seconds(took);
  }

  #mark(stage, className, state) {
    const item = this.#items.get(stage);
    item.element.className = `stage ${className}`;
    item.state.textContent = `, ${state}`;
    if (className === 'running') {
      item.element.setAttribute('aria-current', 'step');
    } else {
      item.element.removeAttribute('aria-current');
    }
  }
}
