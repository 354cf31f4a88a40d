// Errors of the REST interface: application/problem+json with a stable code.

const PREFIX = 'urn:sharelens:problem:';

/** Something that a person has to be told; `code` is stable, for programs. */
export class Problem extends Error {
  constructor(code, detail, { status = 0, correlationId = '', node = 0 } = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.correlationId = correlationId;
    this.node = node;
  }

  /** From an answer that is no success. */
  static async of(response, node = 0) {
    let document = null;
    try {
      document = await response.json();
    } catch {
      // no JSON: a proxy's page, or nothing
    }
    if (document && typeof document.type === 'string' && document.type.startsWith(PREFIX)) {
      return new Problem(document.type.slice(PREFIX.length), document.detail || document.title, {
        status: response.status,
        correlationId: document.correlationId,
        node,
      });
    }
    return new Problem('no-answer', `The answer was ${response.status} ${response.statusText}.`, {
      status: response.status,
      node,
    });
  }

  /** Whatever was thrown, as a problem. */
  static from(error, node = 0) {
    if (error instanceof Problem) {
      return error;
    }
    if (error?.name === 'TimeoutError') {
      return new Problem('too-slow', 'There was no answer in time.', { node });
    }
    if (error instanceof TypeError) {
      // fetch says no more than that, on purpose
      return new Problem('unreachable', 'It does not answer, or does not allow this page to ask.', { node });
    }
    return new Problem('page-error', String(error?.message ?? error), { node });
  }
}
