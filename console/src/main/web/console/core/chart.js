/**
 * Curves over whole numbers (rounds, versions), drawn by uPlot. A table with the same figures stands
 * beside each chart, for those who cannot see it.
 */
import uPlot from '../../vendor/uplot.js';
import { el } from '../../common/dom.js';
import { integer, number } from '../../common/format.js';
import { table } from './parts.js';

const HEIGHT = 240;
const COLOURS = ['--series-1', '--series-2', '--series-3', '--series-4'];
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4]];

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Chart extends HTMLElement {
  #spec = null;
  #plot = null;
  #drawn = '';
  #resize = new ResizeObserver(() => this.#fit());
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #recolour = () => this.#draw(true);

  set spec(spec) {
    this.#spec = spec;
    if (this.isConnected) this.#draw(false);
  }

  get spec() {
    return this.#spec;
  }

  connectedCallback() {
    this.#resize.observe(this);
    this.#scheme.addEventListener('change', this.#recolour);
    this.#draw(true);
  }

  disconnectedCallback() {
    this.#resize.disconnect();
    this.#scheme.removeEventListener('change', this.#recolour);
    this.#plot?.destroy();
    this.#plot = null;
  }

  #fit() {
    if (this.#plot && this.clientWidth > 0 && this.#plot.width !== this.clientWidth) {
      this.#plot.setSize({ width: this.clientWidth, height: HEIGHT });
    }
  }

  #draw(anew) {
    const said = JSON.stringify(this.#spec);
    if (!this.#spec || (said === this.#drawn && !anew)) return;
    this.#drawn = said;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), [this.#spec.x, ...this.#spec.series.map((s) => s.values)], this);
  }

  #options() {
    const { x, xLabel, series, percent } = this.#spec;
    const axis = { stroke: colour('--text-soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    const pad = x.length === 1 ? 1 : 0.5;
    return {
      width: Math.max(200, this.clientWidth),
      height: HEIGHT,
      legend: { show: true, live: true },
      cursor: { y: false },
      scales: {
        x: { time: false, range: () => [Math.min(...x) - pad, Math.max(...x) + pad] },
        y: percent ? { range: [0, 1] } : {},
      },
      axes: [
        { ...axis, label: xLabel, labelSize: 18, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], values: (_, at) => at.map((v) => (Number.isInteger(v) ? integer(v) : '')) },
        { ...axis, size: 56, values: (_, at) => at.map((v) => (percent ? `${Math.round(v * 100)} %` : number(v))) },
      ],
      series: [
        { label: xLabel, value: (_, v) => (v === null || v === undefined ? '' : integer(v)) },
        ...series.map((s, i) => ({
          label: s.label,
          stroke: colour(COLOURS[i % COLOURS.length]),
          dash: DASHES[i % DASHES.length],
          width: 2,
          spanGaps: true,
          points: { show: true, size: 7, fill: colour('--surface') },
          value: (_, v) => (v === null || v === undefined ? '–' : percent ? `${(v * 100).toFixed(1)} %` : number(v)),
        })),
      ],
    };
  }
}

customElements.define('lens-chart', Chart);

/**
 * A chart with its table.
 *
 * @param title of both
 * @param spec `{x, xLabel, series: [{label, values}], percent}`; null stands for no value
 */
export function chart(title, spec) {
  const drawing = el('lens-chart', { role: 'img', 'aria-label': `${title}. The figures stand in the table below.` });
  drawing.spec = spec;
  drawing.key = 'chart-' + title;
  const rows = spec.x.map((x, i) => ({ x, values: spec.series.map((s) => s.values[i]) }));
  const shown = (v) => (v === null || v === undefined ? '–' : spec.percent ? `${(v * 100).toFixed(1)} %` : number(v));
  const figure = el('figure', { class: 'chart' }, el('figcaption', {}, title), drawing,
    el('details', {}, el('summary', {}, 'Figures as a table'),
      table(title, [
        { title: spec.xLabel, cell: (r) => integer(r.x) },
        ...spec.series.map((s, i) => ({ title: s.label, number: true, cell: (r) => shown(r.values[i]) })),
      ], rows, (r) => r.x)));
  figure.key = 'figure-' + title;
  return figure;
}
