/** Overview: what needs attention, and the figures that say whether all is well. */
import { el } from '../../../common/dom.js';
import { ago, bytes, dateTime, integer } from '../../../common/format.js';
import { badge, digest, empty, facts, loaded, section, stat } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { attention } from './attention.js';
import { firstSteps } from './first-steps.js';

export function overview(app) {
  return {
    needs: ['status', 'sessions', 'versions', 'jobs', ...(app.node === 3 ? [] : ['rounds', 'summary'])],
    draw: () => [
      el('h1', {}, 'Overview'),
      section('Needs attention', { key: 'attention' }, attentionList(app)),
      firstSteps(app),
      figures(app),
      el('div', { class: 'columns' },
        section('Nodes', {}, loaded(app, 'nodes', (nodes) => el('ul', { class: 'plain-list' }, nodes.map((n) =>
          el('li', {}, n.up ? badge('up', 'good') : badge('down', 'bad'), ` Node ${n.node} `, el('span', { class: 'soft' }, n.name),
            n.self ? el('span', { class: 'soft' }, ', this one') : null,
            el('span', { class: 'soft small' }, ` ${n.up ? 'up' : 'down'} since ${ago(n.since)}`)))))),
        section('What serves', {}, loaded(app, 'info', (info) => facts(
          ['Scheme', [el('a', { href: href('scheme') }, info.scheme), ' ', digest(info.schemeDigest, 8)]],
          ['Computing nodes', info.parties === 2 ? 'two, and a dealer' : 'three'],
          ['Model', info.model ? [el('a', { href: href('scheme', 'model', info.model.sha256) }, `version ${info.model.version}`), ' ', digest(info.model.sha256, 8)] : 'none published yet'],
          ['Epoch', `${integer(info.epoch.number)}, ${integer(info.epoch.pictures)} pictures`],
          ['Software', `${info.version}, protocol ${info.protocol}`])))),
    ],
  };
}

function attentionList(app) {
  if (['nodes', 'changes', 'status'].some((name) => app.value(name) === undefined && !app.resources.problem(name))) return el('p', { class: 'soft', role: 'status' }, 'Loading…');
  const list = attention(app);
  if (!list.length) return empty('All is well.', 'Nothing waits for you.');
  return el('ul', { class: 'attention' }, list.map((a) => {
    const item = el('li', { class: 'notice ' + (a.tone === 'accent' ? '' : a.tone) },
      el('p', {}, el('strong', {}, a.what), ' ', a.next, ' ', el('a', { href: a.link }, a.linkText)));
    item.key = a.what;
    return item;
  }));
}

function figures(app) {
  const status = app.value('status');
  const sessions = app.value('sessions') ?? [];
  const day = sessions.filter((s) => Date.now() - new Date(s.started) < 86_400_000 && s.kind === 'search');
  const moved = day.reduce((sum, s) => sum + s.meters.reduce((b, m) => b + m.sentBytes + m.receivedBytes, 0), 0);
  const rounds = app.value('rounds') ?? [];
  const published = app.value('versions')?.find((v) => v.state === 'published');
  const most = sessions.length >= 50 && day.length >= 50;
  return el('div', { class: 'stats' },
    app.node === 3 || !status ? null : stat('searchable pictures', integer(status.indexed), waiting(status), href('pictures')),
    stat('searches within a day', most ? `${integer(day.length)} or more` : integer(day.length), day.length ? `${bytes(moved)} at this node` : 'none yet', href('nodes')),
    app.node === 3 ? null : stat('rounds', integer(rounds.length), rounds[0] ? `last ${ago(rounds[0].opened)}` : 'none yet', href('training')),
    stat('model version', published ? integer(published.version) : '–', published ? dateTime(published.published) : 'none published yet', href('training', 'versions')));
}

function waiting(status) {
  const n = status.pending + status.extracting;
  return n ? `${integer(n)} being extracted or waiting` : 'none waiting';
}
