/**
 * What the console knows, by name. Values come from calls and from live events; whoever listens is
 * told once for all changes of one turn.
 */
export class Store {
  #values = new Map();
  #listeners = new Set();
  #told = true;

  /** The value, or undefined while it is not known. */
  get(name) {
    return this.#values.get(name);
  }

  set(name, value) {
    this.#values.set(name, value);
    this.changed();
  }

  /** Forgets everything, as another person may sign in next. */
  clear() {
    this.#values.clear();
    this.changed();
  }

  /** Tells all listeners soon. */
  changed() {
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  /** Returns what ends it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
