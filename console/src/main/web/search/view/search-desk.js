import { announce, el, fill } from '../../common/dom.js';
import { Problem } from '../../common/problem.js';
import { checkBytes, inspect } from '../picture/decode.js';
import { search } from '../query/search.js';
import { costOf } from './cost.js';
import { Picker, shorten } from './picker.js';
import { Progress } from './progress.js';
import { Results } from './results.js';
import { seenOf } from './seen.js';
import { trouble } from './trouble.js';

/** A search ends after this, whatever the nodes do; they end it earlier. */
const LONGEST_MILLIS = 900_000;

const MOST_RESULTS = 100;

/** Query, number of results, the search itself and what it found. */
export class SearchDesk {
  #nodes;
  #badge;
  #interruption;
  #picker = new Picker((file) => this.#chosen(file));
  #results = new Results();
  #said = el('div', { class: 'said' });
  #more = el('div', { class: 'stack' });
  #count;
  #button;
  #hint = el('p', { class: 'hint', id: 'search-hint' });
  #query;
  #running;

  /**
   * @param {() => object[] | undefined} nodes with the user's tokens; undefined without a key
   * @param {import('./nodes-badge.js').NodesBadge} badge
   * @param {import('./interruption.js').Interruption} interruption
   */
  constructor(nodes, badge, interruption) {
    this.#nodes = nodes;
    this.#badge = badge;
    this.#interruption = interruption;
    this.#count = el('input', { id: 'k', type: 'number', min: 1, max: MOST_RESULTS, value: 10, inputmode: 'numeric', required: true });
    this.#button = el('button', { type: 'submit', class: 'primary wide', text: 'Search', 'aria-describedby': 'search-hint' });
    this.element = el(
      'div',
      { class: 'stack' },
      el(
        'section',
        { class: 'card desk', 'aria-labelledby': 'query-heading' },
        el('h2', { id: 'query-heading', text: 'Your picture' }),
        el(
          'form',
          {
            class: 'desk-inside',
            novalidate: true,
            onsubmit: (event) => {
              event.preventDefault();
              this.#search();
            },
          },
          this.#picker.element,
          el('div', { class: 'desk-side' }, el('label', { for: 'k', text: 'How many results' }), this.#count, this.#button, this.#hint),
        ),
      ),
      this.#said,
      this.#results.element,
      this.#more,
    );
    this.#allow();
  }

  keyChanged() {
    if (!this.#nodes()) {
      this.#running?.abort();
      this.#forget();
    }
    this.#allow();
  }

  async #chosen(file) {
    if (this.#running) {
      return;
    }
    this.#query = undefined;
    this.#forget();
    this.#picker.clear();
    try {
      const name = `“${shorten(file.name)}”`;
      checkBytes(name, file.size);
      const bytes = await contentOf(file, name);
      inspect(name, bytes);
      this.#query = { name, bytes };
      this.#picker.show(file);
      announce('The picture is ready.');
    } catch (error) {
      fill(this.#said, trouble(Problem.from(error)));
    }
    this.#allow();
  }

  async #search() {
    const nodes = this.#nodes();
    if (!nodes || !this.#query || this.#running) {
      return;
    }
    this.#forget();
    const k = Number(this.#count.value);
    if (!Number.isInteger(k) || k < 1) {
      this.#count.setAttribute('aria-invalid', 'true');
      fill(this.#said, trouble(new Problem('bad-k', 'The number of results must be a whole number from 1 on.')));
      return;
    }
    const cancel = new AbortController();
    this.#running = cancel;
    const timer = setTimeout(() => cancel.abort(new Problem('deadline', 'The search took longer than a quarter of an hour.')), LONGEST_MILLIS);
    const progress = new Progress(() => cancel.abort(new Problem('cancelled', 'The search was cancelled.')));
    fill(this.#said, progress.element);
    this.#interruption.begins();
    this.#allow();
    try {
      const outcome = await search({
        nodes,
        ...this.#query,
        k,
        signal: cancel.signal,
        entered: (...stage) => progress.enter(...stage),
      });
      this.#badge.agreed(outcome.agreed);
      await this.#results.show(outcome);
      fill(this.#said);
      fill(this.#more, costOf(outcome), seenOf(outcome));
      announce(`Done: ${outcome.pictures.length} pictures found.`);
    } catch (error) {
      const problem = Problem.from(error);
      fill(this.#said, trouble(problem, () => this.#search()));
      if (problem.node || problem.code === 'nodes-disagree') {
        this.#badge.ask(nodes);
      }
    } finally {
      clearTimeout(timer);
      this.#interruption.ends();
      this.#running = undefined;
      this.#allow();
    }
  }

  #forget() {
    this.#results.clear();
    this.#count.removeAttribute('aria-invalid');
    fill(this.#said);
    fill(this.#more);
  }

  /** The button works when all is there; if not, the hint says what is missing. */
  #allow() {
    const missing = [!this.#nodes() && 'your search key', !this.#query && 'a picture'].filter(Boolean);
    this.#button.disabled = missing.length > 0 || this.#running !== undefined;
    this.#hint.textContent = this.#running
      ? 'The search is running.'
      : missing.length
        ? `Still missing: ${missing.join(' and ')}.`
        : 'Takes a few seconds. The nodes learn which pictures are found, not what they show.';
  }
}

async function contentOf(file, name) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Problem('picture-unreadable', `${name} cannot be read.`);
  }
}
