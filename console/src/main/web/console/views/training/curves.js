/** Loss and precision by round and by version. */
import { el } from '../../../common/dom.js';
import { chart } from '../../core/chart.js';
import { section } from '../../core/parts.js';

const value = (v) => (Number.isFinite(v) ? v : null);
const some = (series) => series.some((s) => s.values.some((v) => v !== null));

/** Curves of rounds that are published, oldest first. */
export function roundCurves(rounds) {
  const done = rounds.filter((r) => r.state === 'PUBLISHED').sort((a, b) => a.number - b.number);
  const x = done.map((r) => r.number);
  return {
    loss: { x, xLabel: 'Round', series: [
      { label: 'Loss before', values: done.map((r) => value(r.lossBefore)) },
      { label: 'Loss after', values: done.map((r) => value(r.lossAfter)) }] },
    precision: { x, xLabel: 'Round', percent: true, series: [
      { label: 'Precision before', values: done.map((r) => value(r.precisionBefore)) },
      { label: 'Precision after', values: done.map((r) => value(r.precisionAfter)) }] },
  };
}

/** What was before stands before what came after, as in the curves by round. */
const rank = (name) => (/before/.test(name) ? 0 : 1);

/** One curve for each kind of figure that versions carry. */
export function versionCurves(versions) {
  const sorted = [...versions].sort((a, b) => a.version - b.version);
  const x = sorted.map((v) => v.version);
  const names = [...new Set(sorted.flatMap((v) => Object.keys(v.metrics)))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const of = (pattern) => names.filter((n) => pattern.test(n)).map((n) => ({ label: n.replaceAll('_', ' '), values: sorted.map((v) => value(v.metrics[n])) }));
  return {
    loss: { x, xLabel: 'Version', series: of(/loss/i) },
    precision: { x, xLabel: 'Version', percent: true, series: of(/precision|accuracy|^p@/i) },
  };
}

export function curves(app, rounds) {
  const byRound = roundCurves(rounds);
  const byVersion = versionCurves(app.value('versions') ?? []);
  const charts = [
    ['Loss by round', byRound.loss], ['Precision at 10 by round', byRound.precision],
    ['Loss by version', byVersion.loss], ['Precision at 10 by version', byVersion.precision],
  ].filter(([, spec]) => spec.x.length && some(spec.series));
  if (!charts.length) return null;
  return section('Curves', { hint: 'Figures are of contributors’ own pictures, weighted; lower loss and higher precision are better.' },
    el('div', { class: 'charts' }, charts.map(([title, spec]) => chart(title, spec))));
}
