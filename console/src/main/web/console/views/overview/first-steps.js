/** What to do at a node that nobody has used yet. */
import { el } from '../../../common/dom.js';
import { section } from '../../core/parts.js';
import { href } from '../../core/router.js';

export function firstSteps(app) {
  const info = app.value('info');
  const status = app.value('status');
  if (!info || !status || app.node === 3) return null;
  const pictures = status.indexed + status.pending + status.extracting + status.incomplete + status.failed;
  if (info.model && pictures) return null;
  return section('First steps', { key: 'first-steps' }, el('ol', { class: 'first-steps' },
    step(info.categories.length > 0, 'Set the list of categories', './sharelens admin categories, at all nodes.'),
    step(Boolean(info.model), 'Publish a model', './sharelens admin model publish, at node 1.'),
    step(pictures > 0, 'Bring pictures', el('span', {}, 'Make an owner’s account under ', el('a', { href: href('people') }, 'People'), '; the owner runs ./sharelens owner outsource.')),
    step(false, 'Let somebody search', el('span', {}, 'Make a user’s account, and tick under ', el('a', { href: href('people', 'grants') }, 'Grants'), ' whose pictures it may find.'))));
}

function step(done, what, how) {
  return el('li', { class: done ? 'done' : null }, el('strong', {}, what), done ? ' (done)' : null, el('br'), how);
}
