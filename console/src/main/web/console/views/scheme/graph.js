/** The layer graph as a drawing that can be zoomed and scrolled. */
import { el, svg } from '../../../common/dom.js';
import { integer, number } from '../../../common/format.js';
import { BOX, layout } from './graph-layout.js';

const STEP = 1.25;
const SMALLEST = 0.3;
const LARGEST = 2.5;

/** @param seen `{zoom, all}`, kept by the caller */
export function drawing(app, graph, seen) {
  const layers = seen.all ? graph.layers : graph.layers.filter((l) => l.computed);
  const { width, height, boxes, edges } = layout(layers);
  const zoom = (factor) => {
    seen.zoom = Math.min(LARGEST, Math.max(SMALLEST, seen.zoom * factor));
    app.redraw();
  };
  const picture = svg('svg', {
    class: 'graph', viewBox: `0 0 ${width} ${height}`, width: Math.round(width * seen.zoom), height: Math.round(height * seen.zoom),
    role: 'img', 'aria-label': `Layer graph of ${graph.name} with ${layers.length} layers. The table below says the same.`,
  },
  svg('defs', {}, svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
    svg('path', { d: 'M0 0L8 4L0 8z', class: 'graph-arrow' }))),
  edges.map((e) => edge(boxes.get(e.from), boxes.get(e.to), e.long)),
  inputBox(boxes.get('input'), graph),
  layers.map((l) => box(boxes.get(l.id), l, l.id === graph.feature)));
  return [
    el('div', { class: 'graph-tools' },
      el('button', { type: 'button', class: 'compact', 'aria-label': 'Zoom out', onclick: () => zoom(1 / STEP) }, '−'),
      el('span', { class: 'soft small', 'aria-live': 'polite' }, `${Math.round(seen.zoom * 100)} %`),
      el('button', { type: 'button', class: 'compact', 'aria-label': 'Zoom in', onclick: () => zoom(STEP) }, '+'),
      el('button', { type: 'button', class: 'compact', onclick: (e) => {
        const frame = e.currentTarget.closest('section').querySelector('.graph-frame');
        seen.zoom = 1;
        zoom(Math.min(1, frame.clientWidth / width));
      } }, 'Fit the width'),
      el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: seen.all, onchange: (e) => { seen.all = e.target.checked; app.redraw(); } }),
        ' also layers of training alone')),
    el('ul', { class: 'legend' }, [['linear', 'linear, computed on shares alone'], ['compare', 'needs comparisons'], ['join', 'moves or joins values']].map(([kind, words]) =>
      el('li', {}, el('span', { class: 'swatch graph-' + kind }), words))),
    el('div', { class: 'graph-frame', tabindex: '0', role: 'region', 'aria-label': 'Layer graph, scrollable' }, picture),
  ];
}

/** What kind of work a layer is, for its colour. */
export function kindOf(layer) {
  if (['conv', 'linear', 'average-pool', 'batch-norm'].includes(layer.kind)) return 'linear';
  return layer.cost?.comparisons > 0 || layer.kind === 'relu' || layer.kind === 'max-pool' ? 'compare' : 'join';
}

function box(at, layer, feature) {
  const plan = layer.plan;
  const group = svg('g', { class: `graph-box graph-${kindOf(layer)}${layer.computed ? '' : ' idle'}`, transform: `translate(${at.x} ${at.y})` },
    svg('title', {}, [layer.id, layer.kind, layer.detail, plan ? `${plan.evidence} bound ${integer(plan.bound)}` : 'training alone'].filter(Boolean).join(', ')),
    svg('rect', { width: BOX.width, height: BOX.height, rx: 8 }),
    svg('rect', { width: 6, height: BOX.height, rx: 3, class: 'graph-edge' }),
    line(18, 'graph-title', `${fit(layer.id, 18)} · ${layer.kind}${feature ? ' · feature' : ''}`),
    line(35, 'graph-text', fit(layer.detail || shapeWords(layer), 36)),
    line(51, 'graph-text', layer.detail ? shapeWords(layer) : weightWords(layer)),
    line(67, 'graph-text', plan ? planWords(plan) : 'not computed by nodes'));
  group.key = layer.id;
  return group;
}

function inputBox(at, graph) {
  return svg('g', { class: 'graph-box graph-input', transform: `translate(${at.x} ${at.y})` },
    svg('rect', { width: BOX.width, height: BOX.height, rx: 8 }),
    line(26, 'graph-title', 'picture'),
    line(45, 'graph-text', `3 × ${graph.inputSize} × ${graph.inputSize}`),
    line(62, 'graph-text', `${graph.inputFractionBits} bits, |word| ≤ ${integer(graph.inputBound)}`));
}

const line = (y, kind, text) => svg('text', { x: 16, y, class: kind }, text);
const fit = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);
const shapeWords = (layer) => 'out ' + layer.shape.join(' × ');
const weightWords = (layer) => (layer.parameters ? `${integer(layer.parameters)} weights` : '');

function planWords(plan) {
  const cut = plan.truncate ? `, cut ${plan.truncate}` : '';
  return `${number(plan.outputBits)} bits${cut} · < 2^${Math.ceil(Math.log2(Math.max(1, plan.bound) + 1))} ${plan.evidence}`;
}

function edge(from, to, long) {
  const x1 = from.x + BOX.width / 2;
  const y1 = from.y + BOX.height;
  const x2 = to.x + BOX.width / 2;
  const y2 = to.y - 2;
  if (!long || Math.abs(x1 - x2) > BOX.width / 2) {
    const bend = (y2 - y1) / 2;
    return svg('path', { class: 'graph-line', 'marker-end': 'url(#arrow)', d: `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}` });
  }
  // A short cut in the same column goes around the boxes between.
  const side = Math.max(from.x, to.x) + BOX.width;
  const out = side + BOX.gapX * 0.7;
  return svg('path', {
    class: 'graph-line', 'marker-end': 'url(#arrow)',
    d: `M${from.x + BOX.width} ${from.y + BOX.height / 2}C${out} ${from.y + BOX.height / 2} ${out} ${from.y + BOX.height / 2} ${out} ${from.y + BOX.height}L${out} ${to.y}C${out} ${to.y + BOX.height / 2} ${out} ${to.y + BOX.height / 2} ${to.x + BOX.width + 2} ${to.y + BOX.height / 2}`,
  });
}
