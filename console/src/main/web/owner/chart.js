// The loss on the owner's own pictures by round, before and after.

import { el, fill } from '../common/dom.js';
import { integer, number } from '../common/format.js';
import { lazyModule, lazyStyle } from '../common/lazy.js';

const HEIGHT = 220;

/** A card with the curve; null with fewer than two rounds that measured it. */
export function lossChart(outcomes) {
  const measured = outcomes.filter((o) => o.lossBefore !== null && o.lossAfter !== null).reverse();
  if (measured.length < 2) {
    return null;
  }
  const first = measured[0];
  const last = measured[measured.length - 1];
  const plot = el('div', {
    class: 'chart', role: 'img',
    'aria-label': `Loss on your pictures: ${number(first.lossBefore)} before round ${first.round}, ${number(last.lossAfter)} after round ${last.round}`,
  });
  const card = el('div', { class: 'card chart-card' }, el('h3', { text: 'Loss on your pictures' }), plot);
  draw(plot, measured).catch((error) => fill(plot, el('p', { class: 'soft', text: `The curve cannot be drawn: ${error.message}. The figures are below.` })));
  return el('div', { class: 'stack' }, card, el('div'));
}

async function draw(plot, measured) {
  await lazyStyle('../vendor/uplot.css');
  const { default: UPlot } = await lazyModule('../vendor/uplot.js');
  if (!plot.isConnected) {
    return;
  }
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = () => ({ stroke: colour('--text-soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } });
  const series = (label, name) => ({
    label, stroke: colour(name), width: 2, points: { show: true, size: 7, fill: colour(name) },
    value: (u, v) => (v === null ? '' : number(v)),
  });
  const chart = new UPlot(
    {
      width: plot.clientWidth,
      height: HEIGHT,
      scales: { x: { time: false } },
      axes: [
        { ...axis(), incrs: [1, 2, 5, 10, 20, 50, 100], values: (u, rounds) => rounds.map((r) => integer(r)), label: 'round', labelSize: 18 },
        { ...axis(), values: (u, losses) => losses.map((v) => number(v)), size: 56 },
      ],
      series: [{ label: 'Round', value: (u, v) => (v === null ? '' : integer(v)) }, series('before', '--series-2'), series('after', '--series-1')],
    },
    [measured.map((o) => o.round), measured.map((o) => o.lossBefore), measured.map((o) => o.lossAfter)],
    plot,
  );
  new ResizeObserver(() => {
    if (plot.isConnected && plot.clientWidth > 0) {
      chart.setSize({ width: plot.clientWidth, height: HEIGHT });
    }
  }).observe(plot);
}
