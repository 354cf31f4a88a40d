/** Jobs of this node with phase, progress and cause. */
import { el } from '../../../common/dom.js';
import { seconds } from '../../../common/format.js';
import { badge, empty, progress, since, table } from '../../core/parts.js';

const STATES = { QUEUED: ['queued', 'plain'], RUNNING: ['running', 'accent'], DONE: ['done', 'good'], FAILED: ['failed', 'bad'], CANCELLED: ['cancelled', 'plain'] };

export function jobTable(jobs) {
  if (!jobs.length) return empty('There was no job yet.', 'Searches, extraction and publishing a model are jobs.');
  return table('Jobs, newest first', [
    { title: 'Kind', cell: (j) => j.kind },
    { title: 'State', cell: (j) => badge(...(STATES[j.state] ?? [j.state])) },
    { title: 'Progress', className: 'wide', cell: (j) => how(j) },
    { title: 'Begun', cell: (j) => since(j.created) },
    { title: 'Took', number: true, cell: (j) => (j.ended ? seconds((new Date(j.ended) - new Date(j.created)) / 1000) : '') },
    { title: 'Job', cell: (j) => el('code', { class: 'digest', title: j.id }, j.id.slice(0, 8)) },
  ], jobs, (j) => j.id);
}

function how(job) {
  if (job.cause) return el('span', { class: 'cause' }, job.cause);
  if (job.ended) return job.state === 'DONE' ? 'complete' : '';
  const phase = job.phase ?? job.stage ?? '';
  return [phase ? el('span', {}, phase) : null, progress('Progress of ' + job.kind, job.done, job.total)];
}
