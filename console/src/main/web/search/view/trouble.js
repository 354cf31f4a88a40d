import { el } from '../../common/dom.js';
import { adviceOn } from './advice.js';

/**
 * A problem in words: what happened, what to do, and a button where trying again may help.
 *
 * @param {import('../../common/problem.js').Problem} problem
 * @param {() => void} [again]
 */
export function trouble(problem, again) {
  return el(
    'div',
    { class: problem.code === 'cancelled' ? 'notice' : 'notice bad', role: 'alert', 'data-code': problem.code },
    el('p', { class: 'trouble-what' }, el('strong', { text: cut(problem.message) })),
    el('p', { text: adviceOn(problem) }),
    problem.correlationId &&
      el('p', { class: 'small soft' }, 'For the log of the node: ', el('code', { text: problem.correlationId })),
    again && el('p', {}, el('button', { type: 'button', class: 'compact', onclick: again, text: 'Try again' })),
  );
}

/** Messages may hold names of files, which may be of any length. */
function cut(text) {
  return text.length > 400 ? `${text.slice(0, 240)} … ${text.slice(-140)}` : text;
}
