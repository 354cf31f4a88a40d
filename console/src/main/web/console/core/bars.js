/** Bars of parts of a whole, with a legend that says the figures. */
import { svg, el } from '../../common/dom.js';
import { integer } from '../../common/format.js';

/**
 * @param label what the whole is
 * @param parts `[word, count, tone]`
 */
export function stackedBar(label, parts, { legend = true } = {}) {
  const shown = parts.filter(([, n]) => n > 0);
  const total = shown.reduce((s, [, n]) => s + n, 0);
  const words = shown.map(([word, n]) => `${integer(n)} ${word}`).join(', ');
  let at = 0;
  const bar = svg('svg', { class: 'bar', viewBox: '0 0 1000 16', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${label}: ${words || 'none'}` },
    shown.map(([, n, tone]) => {
      const from = at;
      at += (n / total) * 1000;
      return svg('rect', { x: from, y: 0, width: Math.max(2, at - from - 2), height: 16, class: 'bar-' + tone });
    }));
  return el('div', { class: 'bar-frame' }, bar, legend
    ? el('ul', { class: 'legend', 'aria-hidden': 'true' }, shown.map(([word, n, tone]) =>
      el('li', {}, el('span', { class: 'swatch bar-' + tone }), el('strong', {}, integer(n)), ' ', word)))
    : null);
}
