/** Dealer material that this node keeps for searches. */
import { el } from '../../../common/dom.js';
import { bytes, integer, number } from '../../../common/format.js';
import { remove } from '../../core/http.js';
import { action, empty, facts, table } from '../../core/parts.js';

export function stockPart(app, stock) {
  if (!stock.kept) {
    return empty('This node keeps no stock.',
      'Searches ask node 3 each time. With stock in the configuration of nodes 1 and 2 they hardly wait for it; see "Stock of dealer material" in the documentation of operations.');
  }
  const lasts = Math.min(...stock.lines.filter((l) => l.perSearch > 0).map((l) => Math.floor(l.units / l.perSearch)));
  return [
    facts(
      ['Lasts for', Number.isFinite(lasts) ? `${integer(lasts)} searches` : 'not known before the first search'],
      ['Taken from here', `${integer(stock.servedUnits)} units since the node started`],
      ['Asked of node 3', `${integer(stock.missedUnits)} units, as there were too few here`]),
    stock.lines.length ? table('Stock by kind', [
      { title: 'Kind', cell: (l) => l.kind },
      { title: 'Parameters', cell: (l) => l.params.join(' × ') || 'none' },
      { title: 'Elements', number: true, cell: (l) => integer(l.elements) },
      { title: 'Units', number: true, cell: (l) => integer(l.units) },
      { title: 'Per search', number: true, cell: (l) => number(l.perSearch) },
      { title: 'Size', number: true, cell: (l) => (l.unitBytes ? bytes(l.units * l.unitBytes) : 'not known') },
    ], stock.lines, (l) => [l.kind, ...l.params, l.elements].join()) : null,
    app.mayChange ? el('div', { class: 'form-end' }, action(app, 'clear-stock', 'Clear the stock', async () => {
      await remove('/v1/admin/stock');
      await app.resources.load('stock');
      return 'The stock is cleared.';
    }, {
      kind: 'danger',
      confirm: {
        title: 'Clear the stock?', label: 'Clear', danger: true,
        text: 'Searches ask node 3 again until there is new material. Needed after a backup was restored, at both nodes.',
        undo: 'It fills again by itself; nothing is lost but the time.',
      },
    })) : null,
  ];
}
