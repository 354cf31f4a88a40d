/** All layers of a model with plan and cost, for screen readers and for copying. */
import { bytes, integer, number } from '../../../common/format.js';
import { table } from '../../core/parts.js';

const of = (value, show) => (value === null || value === undefined ? '–' : show(value));

export function layerTable(graph) {
  return table(`Layers of ${graph.name}`, [
    { title: 'Layer', cell: (l) => l.id },
    { title: 'Kind', cell: (l) => l.kind },
    { title: 'Detail', className: 'words', cell: (l) => l.detail },
    { title: 'Takes', className: 'words', cell: (l) => l.inputs.join(', ') },
    { title: 'Output', cell: (l) => l.shape.join(' × ') },
    { title: 'Weights', number: true, cell: (l) => (l.parameters ? integer(l.parameters) : '') },
    { title: 'Weight bits', number: true, cell: (l) => of(l.plan?.weightBits, number) },
    { title: 'Bits before', number: true, cell: (l) => of(l.plan?.bits, number) },
    { title: 'Bits cut', number: true, cell: (l) => of(l.plan?.truncate, integer) },
    { title: 'Bits after', number: true, cell: (l) => of(l.plan?.outputBits, number) },
    { title: 'Largest word', number: true, cell: (l) => of(l.plan?.bound, integer) },
    { title: 'As a value', number: true, cell: (l) => of(l.plan?.boundValue, number) },
    { title: 'Bound is', cell: (l) => l.plan?.evidence ?? (l.computed ? '' : 'training alone') },
    { title: 'Comparisons', number: true, cell: (l) => of(l.cost?.comparisons, integer) },
    { title: 'Rounds', number: true, cell: (l) => of(l.cost?.rounds, integer) },
    { title: 'Online', number: true, cell: (l) => of(l.cost?.onlineBytes, bytes) },
    { title: 'Dealt', number: true, cell: (l) => of(l.cost?.offlineBytes, bytes) },
  ], graph.layers, (l) => l.id);
}
