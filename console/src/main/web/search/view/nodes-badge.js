import { el, fill } from '../../common/dom.js';
import { integer } from '../../common/format.js';
import { readAgreement } from '../nodes/agreement.js';

/** In one line: whether the nodes answer and agree, and what can be searched. */
export class NodesBadge {
  element = el('p', { class: 'nodes-badge', role: 'status' });

  /** Asks all nodes once. */
  async ask(nodes) {
    fill(this.element, el('span', { class: 'badge', text: 'Asking the nodes …' }));
    try {
      this.agreed(await readAgreement(nodes));
    } catch (error) {
      this.failed(error);
    }
  }

  agreed({ common }) {
    fill(
      this.element,
      el('span', { class: 'badge good', text: 'All nodes agree' }),
      el('span', { class: 'soft small', text: `${pictures(common.epoch.pictures)} in epoch ${integer(common.epoch.number)}` }),
    );
  }

  failed(problem) {
    const text = problem.node ? `Node ${problem.node} does not answer` : 'The nodes do not agree';
    fill(this.element, el('span', { class: 'badge bad', title: problem.message, text }));
  }
}

function pictures(count) {
  return count === 1 ? '1 picture' : `${integer(count)} pictures`;
}
