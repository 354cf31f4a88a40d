import { Problem } from '../../common/problem.js';

/** Longest wait for a small answer. */
const SHORT_MILLIS = 15_000;

/** Without a byte for longer, a node counts as gone; with news or not it says something every 10 s. */
const SILENT_MILLIS = 25_000;

/**
 * One node, as this page talks to it: with the user's token for this node and no other. Each call
 * ends, and each failure names the node.
 */
export class Node {
  /**
   * @param {number} node 1, 2 or 3
   * @param {string} address such as https://node1.example.org
   * @param {string} [token] for this node
   */
  constructor(node, address, token = '') {
    this.node = node;
    this.address = address;
    this.token = token;
  }

  /** The same node, with the user's token. */
  as(token) {
    return new Node(this.node, this.address, token);
  }

  /** What the node says of itself to anybody. */
  info(signal) {
    return this.json('GET', '/v1/info', { signal, anonymous: true });
  }

  /** The JSON answered; null where there is none. */
  json(method, path, { signal, anonymous = false, body, headers = {}, timeout = SHORT_MILLIS, keepalive } = {}) {
    const limit = AbortSignal.timeout(timeout);
    return this.#reading(async () => {
      const response = await this.#fetch(method, path, {
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        anonymous,
        body,
        keepalive,
        headers: { Accept: 'application/json', ...headers },
      });
      const text = await response.text();
      return text === '' ? null : JSON.parse(text);
    }, signal);
  }

  /**
   * The answer to a GET that may be large.
   *
   * @param {(done: number, total: number) => void} progress bytes; total is 0 where unknown
   * @returns {Promise<{status: number, body: ArrayBuffer}>}
   */
  download(path, accept, progress, signal) {
    return this.#patiently(signal, async (within, heard) => {
      const response = await this.#fetch('GET', path, { signal: within, headers: { Accept: accept } });
      const total = Number(response.headers.get('Content-Length') ?? 0);
      const parts = [];
      let done = 0;
      for (const reader = response.body.getReader(); ; ) {
        heard();
        const { value, done: over } = await reader.read();
        if (over) {
          return { status: response.status, body: await new Blob(parts).arrayBuffer() };
        }
        parts.push(value);
        done += value.length;
        progress(done, total);
      }
    });
  }

  /**
   * Reads server-sent events until the node ends them.
   *
   * @param {(name: string, data: unknown) => void} told of each event
   */
  events(path, told, signal) {
    return this.#patiently(signal, async (within, heard) => {
      const headers = { Accept: 'text/event-stream' };
      const response = await this.#fetch('GET', path, { signal: within, headers });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ; ) {
        heard();
        const { value, done } = await reader.read();
        if (done) {
          return;
        }
        const events = (rest + value).split('\n\n');
        rest = events.pop();
        for (const event of events) {
          tell(event, told);
        }
      }
    });
  }

  /** Gives up when the node was silent for too long, however long the whole takes. */
  async #patiently(signal, what) {
    const silence = new AbortController();
    let timer;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new DOMException('silent', 'TimeoutError')), SILENT_MILLIS);
    };
    heard();
    try {
      return await this.#reading(() => what(AbortSignal.any([signal, silence.signal]), heard), signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #fetch(method, path, { signal, anonymous = false, body, headers, keepalive }) {
    const all = { ...headers };
    if (!anonymous) {
      all.Authorization = `Bearer ${this.token}`;
    }
    const response = await fetch(this.address + path, {
      method,
      headers: all,
      body,
      signal,
      keepalive,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) {
      throw await Problem.of(response, this.node);
    }
    return response;
  }

  /** Makes of what goes wrong a problem that names the node; a cancelled call stays one. */
  async #reading(what, signal) {
    try {
      return await what();
    } catch (error) {
      if (signal?.aborted) {
        throw signal.reason;
      }
      const problem = Problem.from(error, this.node);
      if (problem.code === 'unreachable') {
        throw new Problem('node-unreachable', `Node ${this.node} (${this.address}) does not answer.`, {
          node: this.node,
        });
      }
      if (problem.code === 'too-slow') {
        throw new Problem('node-timeout', `Node ${this.node} (${this.address}) did not answer in time.`, {
          node: this.node,
        });
      }
      if (problem.code === 'page-error') {
        throw new Problem('bad-answer', `Node ${this.node} sent what this page cannot read: ${problem.message}`, {
          node: this.node,
        });
      }
      throw problem;
    }
  }
}

function tell(event, told) {
  let name = 'message';
  let data = '';
  for (const line of event.split('\n')) {
    if (line.startsWith('event:')) {
      name = line.slice(6).trim();
    } else if (line.startsWith('data:')) {
      data += line.slice(5);
    }
  }
  if (data) {
    told(name, JSON.parse(data));
  }
}
