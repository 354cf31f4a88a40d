/** Nodes: health of all three as this one sees them, what they run, sessions and what they opened. */
import { el } from '../../../common/dom.js';
import { loaded, section } from '../../core/parts.js';
import { nodeCard } from './node-card.js';
import { pluginTable } from './plugins.js';
import { sessionPart } from './sessions.js';
import { stockPart } from './stock.js';

export function nodes(app) {
  const sessions = sessionPart(app);
  return {
    needs: ['nodes', 'sessions', 'stock'],
    draw: () => [
      el('h1', {}, 'Nodes'),
      el('p', { class: 'lead' }, `All three as node ${app.node || 'this one'} sees them. Another node may see them otherwise.`),
      loaded(app, 'nodes', (all) => [
        el('div', { class: 'node-grid' }, all.map((node) => nodeCard(node, app.consoleOf(node.node)))),
        section('Plugins', { hint: 'Nodes compute together only with equal plugins: the hash is of the whole zip.' }, pluginTable(all)),
      ]),
      sessions.draw(),
      section('Dealer material in stock', {}, loaded(app, 'stock', (stock) => stockPart(app, stock))),
    ],
  };
}
