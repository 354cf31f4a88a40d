/**
 * Live values: the node's server-sent events, with a look at whether the node itself still answers.
 * An event stream that is cut tells at once, one that hangs does not: so while nothing arrives, the
 * node is asked.
 */
const QUIET_MS = 2_000;
const ANSWER_MS = 2_000;
const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

export class Live {
  #source = null;
  #heard = 0;
  #wait = SHORTEST_WAIT_MS;
  #reopening = 0;
  #watching = 0;
  #asking = false;
  #state = 'connecting';
  #topics;
  #onValue;
  #onState;
  #onSignedOut;

  /**
   * @param topics names of events
   * @param on `value(topic, value)`, `state('connecting' | 'live' | 'reconnecting' | 'down')`,
   *     `signedOut(problem)`
   */
  constructor(topics, on) {
    this.#topics = topics;
    this.#onValue = on.value;
    this.#onState = on.state;
    this.#onSignedOut = on.signedOut;
  }

  get running() {
    return this.#watching !== 0;
  }

  start() {
    this.stop();
    this.#open();
    this.#watching = setInterval(() => this.#look(), 1_000);
    this.#say('connecting');
  }

  stop() {
    clearInterval(this.#watching);
    this.#watching = 0;
    clearTimeout(this.#reopening);
    this.#source?.close();
    this.#source = null;
    this.#reopening = 0;
  }

  #open() {
    this.#reopening = 0;
    const source = new EventSource('/v1/admin/events');
    this.#source = source;
    source.onopen = () => this.#alive();
    source.onerror = () => this.#lost(source);
    for (const topic of this.#topics) {
      source.addEventListener(topic, (event) => {
        this.#alive();
        this.#onValue(topic, JSON.parse(event.data));
      });
    }
  }

  #alive() {
    this.#heard = Date.now();
    this.#wait = SHORTEST_WAIT_MS;
    this.#say('live');
  }

  /** We reopen ourselves: a browser gives up for good after an answer that is no event stream. */
  #lost(source) {
    if (source !== this.#source) return;
    source.close();
    this.#source = null;
    if (this.#state === 'live' || this.#state === 'connecting') this.#say('reconnecting');
    this.#reopening = setTimeout(() => this.#open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    this.#ask();
  }

  #look() {
    if (this.#state !== 'live' || Date.now() - this.#heard > QUIET_MS) this.#ask();
  }

  async #ask() {
    if (this.#asking || !this.running) return;
    this.#asking = true;
    try {
      const answer = await fetch('/v1/status', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) });
      if (!this.running) return;
      if (answer.status === 401) {
        this.#onSignedOut(await answer.json().catch(() => null));
      } else if (!answer.ok) {
        this.#say('down');
      } else if (this.#state === 'down') {
        this.#say('reconnecting');
        clearTimeout(this.#reopening);
        this.#source?.close();
        this.#open();
      } else if (this.#source === null) {
        return; // It answers, but not with events: the next try comes with its own delay.
      } else if (this.#source.readyState === EventSource.OPEN) {
        this.#heard = Date.now();
        this.#say('live');
      }
    } catch {
      if (this.running) this.#say('down');
    } finally {
      this.#asking = false;
    }
  }

  #say(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }
}
