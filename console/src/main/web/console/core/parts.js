/** Pieces that several views are made of. */
import { el } from '../../common/dom.js';
import { ago, date, dateTime, integer, short } from '../../common/format.js';

/** A titled part of a page; what comes after the heading may be anything. */
export function section(title, { actions = [], hint, id, key } = {}, ...children) {
  const heading = id ?? 'h-' + title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const node = el('section', { class: 'card', 'aria-labelledby': heading },
    el('div', { class: 'card-head' },
      el('h2', { id: heading }, title),
      actions.length ? el('div', { class: 'card-actions' }, actions) : null),
    hint ? el('p', { class: 'hint' }, hint) : null,
    children);
  node.key = key ?? heading;
  return node;
}

/** Facts as name and value. */
export function facts(...pairs) {
  return el('dl', { class: 'facts' }, pairs.filter(Boolean).map(([name, value]) =>
    [el('dt', {}, name), el('dd', {}, value)]));
}

/** A moment, absolute; never broken over lines. */
export function moment(iso) {
  return iso ? el('time', { datetime: iso }, dateTime(iso)) : '';
}

/** A moment, as long ago as it is. */
export function since(iso) {
  return iso ? el('time', { datetime: iso, title: dateTime(iso) }, ago(iso)) : '';
}

/** A day. */
export function day(iso) {
  return iso ? el('time', { datetime: iso, title: dateTime(iso) }, date(iso)) : '';
}

/** A word in a coloured pill; the colour never says what the word does not. */
export function badge(text, tone = 'plain') {
  return el('span', { class: 'badge ' + tone }, text);
}

/** What to say where nothing is. */
export function empty(what, next) {
  return el('div', { class: 'empty' }, el('p', {}, el('strong', {}, what)), next ? el('p', {}, next) : null);
}

/** Long hex digests: their beginning, whole in the title and for copying. */
export function digest(hex, chars = 10) {
  return hex ? el('code', { class: 'digest', title: hex }, short(hex, chars)) : el('span', { class: 'soft' }, 'none');
}

/**
 * A table that scrolls in its own frame.
 *
 * @param caption for screen readers, and shown unless `quiet`
 * @param columns `{title, cell(row), number?, className?}`
 * @param keyOf what tells rows apart
 */
export function table(caption, columns, rows, keyOf, { quiet = true } = {}) {
  // Roles are spelled out, as folding the rows on a phone takes them away.
  const head = el('tr', { role: 'row' }, columns.map((c) =>
    el('th', { scope: 'col', role: 'columnheader', class: c.number ? 'number' : null }, c.title)));
  const body = rows.map((row) => {
    const line = el('tr', { role: 'row' }, columns.map((c, i) => {
      const heads = i === 0 && !c.plain;
      const content = c.cell(row);
      return el(heads ? 'th' : 'td', {
        scope: heads ? 'row' : null,
        role: heads ? 'rowheader' : 'cell',
        'data-title': c.title,
        class: [c.number ? 'number' : '', c.className ?? ''].join(' ').trim() || null,
      }, Array.isArray(content) ? el('div', {}, content) : content);
    }));
    line.key = keyOf ? String(keyOf(row)) : undefined;
    return line;
  });
  return el('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': caption },
    el('table', { class: 'folding', role: 'table' }, el('caption', { class: quiet ? 'visually-hidden' : null }, caption),
      el('thead', { role: 'rowgroup' }, head), el('tbody', { role: 'rowgroup' }, body)));
}

/** How far something is, with words beside the bar. */
export function progress(label, done, total, words) {
  const known = total > 0;
  const bar = el('progress', { 'aria-label': label, max: known ? total : null, value: known ? Math.min(done, total) : null });
  return el('div', { class: 'progress' }, bar,
    el('span', { class: 'progress-words' }, words ?? (known ? `${integer(done)} of ${integer(total)}` : 'under way')));
}

/** A figure with its name, for overviews. */
export function stat(name, value, note, link) {
  const inside = [el('span', { class: 'figure' }, value), el('span', { class: 'stat-name' }, name),
    note ? el('span', { class: 'stat-note' }, note) : null];
  return link ? el('a', { class: 'stat', href: link }, inside) : el('div', { class: 'stat' }, inside);
}

/** A problem as the node told it. */
export function problemBox(problem, onDismiss) {
  return el('div', { class: 'notice bad', role: 'alert' },
    el('p', {}, problem.message),
    el('p', { class: 'soft small' }, problem.code,
      problem.correlationId ? ` · reference ${problem.correlationId}` : ''),
    onDismiss ? el('button', { type: 'button', class: 'compact', onclick: onDismiss }, 'Dismiss') : null);
}

/**
 * A value that is loaded: its problem, a word while it is on its way, or what `show` makes of it.
 */
export function loaded(app, name, show) {
  const value = app.resources.value(name);
  const problem = app.resources.problem(name);
  if (value !== undefined) {
    // That the whole node is away is said above the view, once.
    const away = problem?.code === 'unreachable' && app.store.get('live') !== 'live';
    return problem && !away ? [problemBox(problem), show(value)] : show(value);
  }
  if (problem) {
    return el('div', {}, problemBox(problem),
      el('button', { type: 'button', onclick: () => app.resources.load(name) }, 'Try again'));
  }
  return el('p', { class: 'soft', role: 'status' }, 'Loading…');
}

/**
 * A button that does something once at a time, with its problem beside it.
 *
 * @param name unique among actions
 * @param work async, may return a sentence to announce
 */
export function action(app, name, label, work, { kind = '', confirm, disabled, title, busyLabel } = {}) {
  const running = app.actions.running(name);
  const problem = app.actions.problem(name);
  const start = async () => {
    if (confirm && !(await app.confirm(confirm))) return;
    await app.actions.run(name, work);
  };
  const button = el('button', {
    type: 'button', class: kind || null, disabled: running || disabled || null, title: title ?? null,
    'aria-busy': running ? 'true' : null, onclick: start,
  }, running ? busyLabel ?? label + '…' : label);
  const box = el('span', { class: 'action' }, button,
    problem ? problemBox(problem, () => app.actions.dismiss(name)) : null);
  box.key = 'action-' + name;
  return box;
}

/**
 * A form whose submission is an action.
 *
 * @param work async, gets the form's fields as an object
 */
export function form(app, name, label, work, fields, { kind = 'primary', extra, className = 'form' } = {}) {
  const running = app.actions.running(name);
  const problem = app.actions.problem(name);
  const node = el('form', {
    class: className, autocomplete: 'off',
    onsubmit: (event) => {
      event.preventDefault();
      const target = event.currentTarget;
      const values = Object.fromEntries(new FormData(target));
      app.actions.run(name, () => work(values, target));
    },
  }, fields,
  el('div', { class: 'form-end' },
    el('button', { type: 'submit', class: kind, disabled: running || null, 'aria-busy': running ? 'true' : null },
      running ? label + '…' : label), extra),
  problem ? problemBox(problem, () => app.actions.dismiss(name)) : null);
  node.key = 'form-' + name;
  return node;
}

let ids = 0;

/** A labelled field; `control` is an input, select or textarea. */
export function field(label, control, hint) {
  control.id ||= `f-${label.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${control.name || ++ids}`;
  if (hint) control.setAttribute('aria-describedby', control.id + '-hint');
  return el('div', { class: 'field' },
    el('label', { for: control.id }, label), control,
    hint ? el('p', { class: 'hint', id: control.id + '-hint' }, hint) : null);
}

/** A select; `options` are `[value, text, disabled]`. */
export function choice(name, options, chosen, onchange, attributes = {}) {
  const node = el('select', { name, onchange, ...attributes }, options.map(([value, text, disabled]) =>
    el('option', { value, selected: value === chosen || null, disabled: disabled || null }, text)));
  if (chosen !== undefined) node.chosen = chosen;
  return node;
}
