/** Jobs of this node with phase, progress and cause. */
import { el } from '../../../common/dom.js';
import { seconds } from '../../../common/format.js';
import { path, post } from '../../core/http.js';
import { action, badge, digest, empty, progress, since, table } from '../../core/parts.js';

const STATES = { QUEUED: ['queued', 'plain'], RUNNING: ['running', 'accent'], DONE: ['done', 'good'], FAILED: ['failed', 'bad'], CANCELLED: ['cancelled', 'plain'] };

const PHASES = {
  waiting: 'waits for the other nodes',
  feature: 'feature of the query',
  distance: 'distances',
  ranking: 'ranking',
  answer: 'answer',
  rows: 'index rows',
  features: 'features',
};

export function jobTable(app, jobs) {
  if (!jobs.length) return empty('There was no job yet.', 'Searches, extraction and publishing a model are jobs.');
  const retryable = app.mayChange && jobs.some((j) => j.retryable);
  return table('Jobs, newest first', [
    { title: 'Kind', cell: (j) => j.kind },
    { title: 'State', cell: (j) => badge(...(STATES[j.state] ?? [j.state])) },
    { title: 'Progress', className: 'wide', cell: (j) => how(j) },
    { title: 'Begun', cell: (j) => since(j.created) },
    { title: 'Took', number: true, cell: (j) => (j.ended ? seconds((new Date(j.ended) - new Date(j.created)) / 1000) : '') },
    { title: 'Job', cell: (j) => digest(j.id, 8) },
    ...(retryable ? [{ title: 'Change', cell: (j) => (j.retryable ? retry(app, j) : null) }] : []),
  ], jobs, (j) => j.id);
}

function how(job) {
  if (job.cause) return el('span', { class: 'cause' }, job.cause);
  if (job.ended) return job.state === 'DONE' ? 'complete' : '';
  return [job.phase ? el('span', {}, PHASES[job.phase] ?? job.phase) : null, progress('Progress of ' + job.kind, job.done, job.total)];
}

function retry(app, job) {
  return action(app, 'retry-job-' + job.id, 'Try again', async () => {
    await post(path`/v1/admin/jobs/${job.id}/retry`);
    await app.resources.load('jobs');
    return 'The job is tried again.';
  }, { kind: 'compact', busyLabel: 'Asking…' });
}
