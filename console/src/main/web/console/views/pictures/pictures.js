/** Pictures and jobs: where the pictures stand, what failed and why, what runs. */
import { el } from '../../../common/dom.js';
import { empty, loaded, section } from '../../core/parts.js';
import { failedPart } from './failed.js';
import { jobTable } from './jobs.js';
import { ownersPart, standing } from './summary.js';
import { unfinishedPart } from './unfinished.js';

export function pictures(app) {
  const failed = failedPart(app);
  return {
    needs: app.node === 3 ? ['status', 'jobs'] : ['status', 'summary', 'failedPictures', 'unfinishedPictures', 'jobs'],
    draw: () => [
      el('h1', {}, 'Pictures and jobs'),
      app.node === 3
        ? section('Pictures', {}, empty('Node 3 holds no pictures.', 'Look at the consoles of nodes 1 and 2.'))
        : [
          section('Where the pictures stand', {}, loaded(app, 'status', (status) => standing(app, status))),
          section('By owner', {}, loaded(app, 'summary', (summary) => ownersPart(summary))),
          section('Failed pictures', {}, loaded(app, 'failedPictures', (list) => failed.draw(list))),
          section('Unfinished pictures', {}, loaded(app, 'unfinishedPictures', (list) => unfinishedPart(app, list))),
        ],
      section('Jobs', { hint: 'What this node does in the background, the newest first.' },
        loaded(app, 'jobs', (jobs) => jobTable(app, jobs))),
    ],
  };
}
