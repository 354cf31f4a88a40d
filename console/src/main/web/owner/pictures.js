// The folder's files and the nodes' pictures, those that need somebody first.

import { get } from '../common/call.js';
import { el, fill } from '../common/dom.js';
import { integer } from '../common/format.js';
import { problemNotice } from './dialog.js';

const LIMIT = 50;
const NAMES = {
  failed: ['bad', 'Failed'],
  'left-out': ['warn', 'Left out'],
  incomplete: ['warn', 'Incomplete'],
  waiting: ['', 'Waiting'],
  stored: ['accent', 'At the nodes'],
  indexed: ['good', 'Searchable'],
};

const MEANING = {
  failed: 'The nodes could not make a feature of it. “Look at the folder now” sends it again.',
  'left-out': 'It is no picture that can be read. Replace or remove the file.',
  incomplete: 'Only one node has all of it. The agent sends the rest.',
  waiting: 'It will be outsourced.',
  stored: 'Both nodes have it; its feature is being made.',
  indexed: 'Searches find it.',
};

/** The section; `draw(view)` looks again when something may have changed. */
export function pictures() {
  const summary = el('p', { class: 'soft' });
  const filters = el('div', { class: 'filters', role: 'group', 'aria-label': 'Pictures of one state' });
  const table = el('div');
  const section = el('section', { id: 'pictures', 'aria-labelledby': 'pictures-title' },
    el('header', {}, el('h2', { id: 'pictures-title', text: 'Pictures' }), summary),
    filters, table);
  let state = null;
  let offset = 0;
  let seen = '';
  let unsettled = false;
  let looking = false;
  let last = 0;

  async function load() {
    if (looking) {
      return;
    }
    looking = true;
    last = Date.now();
    try {
      const query = new URLSearchParams({ offset, limit: LIMIT });
      if (state) {
        query.set('state', state);
      }
      show(await get(`/v1/agent/pictures?${query}`));
    } catch (problem) {
      summary.textContent = '';
      fill(table, problemNotice(problem, 'The agent tries again by itself; this list does, too.'));
      unsettled = true;
    } finally {
      looking = false;
    }
  }

  function choose(next, from = 0) {
    state = next;
    offset = from;
    load();
  }

  function show(page) {
    const all = Object.values(page.counts).reduce((a, b) => a + b, 0);
    unsettled = all > (page.counts.indexed ?? 0) + (page.counts['left-out'] ?? 0);
    summary.textContent = all === 0 ? '' : `${integer(page.searchable)} of ${integer(all)} can be found by searches.`;
    const chosen = document.activeElement?.dataset?.state;
    fill(filters, all === 0 ? null : [filter(null, 'All', all), Object.entries(NAMES)
      .filter(([name]) => page.counts[name] || name === state)
      .map(([name, [, label]]) => filter(name, label, page.counts[name] ?? 0))]);
    if (chosen !== undefined) {
      filters.querySelector(`[data-state="${chosen}"]`)?.focus();
    }
    if (all === 0) {
      fill(table, el('div', { class: 'empty' },
        el('p', { text: 'The folder has no pictures yet.' }),
        el('p', { text: 'Put pictures into it, at best in folders named like the platform’s categories: the agent outsources them within seconds, and those folders are what it trains on.' })));
      return;
    }
    if (page.total > 0 && page.pictures.length === 0) {
      choose(state);
      return;
    }
    fill(table, page.total === 0 ? el('div', { class: 'empty', text: 'No picture is in this state now.' }) : [rows(page), pager(page)]);
  }

  function filter(name, label, count) {
    return el('button', {
      type: 'button', class: 'compact', 'aria-pressed': state === name ? 'true' : 'false',
      'data-state': name ?? '', onclick: () => choose(name),
    }, `${label} ${integer(count)}`);
  }

  function pager(page) {
    if (page.total <= LIMIT) {
      return null;
    }
    const to = offset + page.pictures.length;
    return el('div', { class: 'row pager' },
      el('button', { type: 'button', class: 'compact', disabled: offset === 0, onclick: () => choose(state, Math.max(0, offset - LIMIT)), text: 'Previous' }),
      el('span', { class: 'soft small', text: `${integer(offset + 1)} to ${integer(to)} of ${integer(page.total)}` }),
      el('button', { type: 'button', class: 'compact', disabled: to >= page.total, onclick: () => choose(state, to), text: 'Next' }));
  }

  function draw(view) {
    const p = view.status.pictures;
    const now = JSON.stringify([p.held, p.leftOut, p.heldDeletions, p.total > 0, p.checked, view.status.lastRound?.round]);
    if (now !== seen) {
      seen = now;
      load();
    }
  }

  setInterval(() => {
    if (unsettled && !document.hidden && Date.now() - last > 4000) {
      load();
    }
  }, 1000);

  return { section, draw };
}

function rows(page) {
  return el('div', { class: 'card table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Pictures' },
    el('table', { class: 'folding', role: 'table' },
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
        ['File', 'State', 'What it means'].map((text) => el('th', { scope: 'col', role: 'columnheader', text })))),
      el('tbody', { role: 'rowgroup' }, page.pictures.map(row))));
}

function row(picture) {
  const [kind, name] = NAMES[picture.state] ?? ['', picture.state];
  return el('tr', { role: 'row', 'data-picture': picture.state },
    el('td', { role: 'cell', class: 'file', text: picture.file ?? `${picture.id} (no file on this machine)` }),
    el('td', { role: 'cell' }, el('span', { class: `badge ${kind}`, text: name })),
    el('td', { role: 'cell', class: 'cause soft small', text: [capital(picture.cause), MEANING[picture.state]].filter(Boolean).join('. ') }));
}

function capital(text) {
  return text ? `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}` : null;
}
