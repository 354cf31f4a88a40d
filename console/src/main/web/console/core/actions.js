/**
 * What somebody asked for and is being done. An action runs once at a time: pressing its button
 * again, or redrawing the page, does not start it twice. Its problem stays beside the button until
 * it is tried again or put away.
 */
import { Problem } from '../../common/problem.js';

export class Actions {
  #running = new Set();
  #problems = new Map();
  #changed;
  #announce;

  /**
   * @param changed called when something began or ended
   * @param announce called with a sentence when something worked
   */
  constructor(changed, announce) {
    this.#changed = changed;
    this.#announce = announce;
  }

  running(name) {
    return this.#running.has(name);
  }

  problem(name) {
    return this.#problems.get(name) ?? null;
  }

  dismiss(name) {
    this.#problems.delete(name);
    this.#changed();
  }

  /** Runs `work` unless it runs already; its result is a sentence to announce, or nothing. */
  async run(name, work) {
    if (this.#running.has(name)) return;
    this.#running.add(name);
    this.#problems.delete(name);
    this.#changed();
    try {
      const said = await work();
      if (typeof said === 'string') this.#announce(said);
    } catch (e) {
      if (!(e instanceof Problem)) console.error(e);
      this.#problems.set(name, Problem.from(e));
    } finally {
      this.#running.delete(name);
      this.#changed();
    }
  }
}
