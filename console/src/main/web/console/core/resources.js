/**
 * What views read: by name, where it comes from, and what makes it stale. Values that the node
 * tells by itself (topics) are loaded once and then follow the events.
 */
import { Problem } from '../../common/problem.js';
import { get } from './http.js';

export const TOPICS = ['status', 'nodes', 'rounds', 'changes', 'jobs', 'sessions', 'stock'];

const ADDRESSES = {
  info: '/v1/info',
  pages: '/search/nodes.json',
  status: '/v1/status',
  nodes: '/v1/admin/nodes',
  rounds: '/v1/admin/rounds?limit=100',
  changes: '/v1/admin/scheme-changes',
  jobs: '/v1/admin/jobs?limit=200',
  sessions: '/v1/admin/sessions?limit=50',
  versions: '/v1/versions',
  models: '/v1/models',
  stock: '/v1/admin/stock',
  summary: '/v1/admin/pictures/summary',
  failedPictures: '/v1/admin/pictures?state=FAILED&limit=200',
  unfinishedPictures: '/v1/admin/pictures?state=UPLOADING&limit=200',
  settings: '/v1/admin/round-settings',
  options: '/v1/admin/scheme-options',
  principals: '/v1/admin/principals',
};

/** Topics that tell the present in short have a name of their own beside the list. */
const NAME_OF_TOPIC = { rounds: 'roundsNow', sessions: 'sessionsNow' };

/** What an event of a topic makes worth another look. */
const FOLLOWERS = {
  status: ['summary', 'failedPictures', 'unfinishedPictures', 'info', 'versions'],
  rounds: ['rounds', 'versions', 'models', 'settings'],
  changes: ['info', 'options'],
  sessions: ['sessions'],
  nodes: ['info'],
};

/** Constant, or known from events alone once they are known. */
const FOLLOWED = new Set(['pages', 'status', 'nodes', 'changes', 'jobs', 'stock']);

const BETWEEN_LOADS_MS = 1_500;

export class Resources {
  #store;
  #wanted = new Set();
  #loading = new Map();
  #again = new Set();
  #due = new Map();
  #signedIn = 0;

  constructor(store) {
    this.#store = store;
  }

  /** The view that is shown reads these. */
  want(names) {
    this.#wanted = new Set(names);
    for (const name of names) {
      if (!FOLLOWED.has(name) || this.#store.get(name) === undefined) this.load(name);
    }
  }

  /** The value, undefined while it is not there. */
  value(name) {
    return this.#store.get(name);
  }

  /** Why the last load failed, or null. */
  problem(name) {
    return this.#store.get('problem:' + name) ?? null;
  }

  /** Loads now; what is asked for while it loads is loaded once more afterwards. */
  load(name) {
    if (this.#loading.has(name)) {
      this.#again.add(name);
      return this.#loading.get(name);
    }
    const loading = this.#fetch(name).finally(() => {
      if (this.#loading.get(name) !== loading) return; // of whoever signed out
      this.#loading.delete(name);
      if (this.#again.delete(name)) this.#soon(name);
    });
    this.#loading.set(name, loading);
    return loading;
  }

  loadAll(...names) {
    return Promise.all(names.map((name) => this.load(name)));
  }

  /** An event brought a topic's value. */
  arrived(topic, value) {
    const name = NAME_OF_TOPIC[topic] ?? topic;
    this.#store.set(name, value);
    this.#store.set('problem:' + name, null);
    if (topic === 'rounds') this.#roundMoved(value.round);
    for (const name of FOLLOWERS[topic] ?? []) this.#soon(name);
  }

  /** The list need not wait for the next load to show how far the present round is. */
  #roundMoved(round) {
    const known = this.#store.get('rounds');
    if (!round || !known) return;
    const others = known.filter((r) => r.number !== round.number);
    this.#store.set('rounds', [round, ...others].sort((a, b) => b.number - a.number));
  }

  /** Everything on the page may be old, as events were missed. */
  refresh() {
    for (const name of this.#wanted) this.load(name);
  }

  /** Answers that are under way belong to whoever signed out. */
  forget() {
    this.#signedIn++;
    this.#wanted.clear();
    this.#loading.clear();
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
    this.#again.clear();
    this.#store.clear();
  }

  #soon(name) {
    if (!this.#wanted.has(name) || this.#due.has(name)) return;
    this.#due.set(name, setTimeout(() => {
      this.#due.delete(name);
      if (this.#wanted.has(name)) this.load(name);
    }, BETWEEN_LOADS_MS));
  }

  async #fetch(name) {
    const signedIn = this.#signedIn;
    let value;
    let problem = null;
    try {
      value = await get(ADDRESSES[name]);
    } catch (e) {
      problem = Problem.from(e);
    }
    if (signedIn !== this.#signedIn) return;
    this.#store.set('problem:' + name, problem);
    if (!problem) this.#store.set(name, value);
  }
}
