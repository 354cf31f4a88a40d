/** The console's views, in the order of its navigation. */
import { attention } from './overview/attention.js';
import { overview } from './overview/overview.js';
import { scheme } from './scheme/scheme.js';
import { training } from './training/training.js';
import { pictures } from './pictures/pictures.js';
import { nodes } from './nodes/nodes.js';
import { people } from './people/people.js';
import { api } from './api/api.js';

/** `make(app)` gives `{needs, draw()}`: names of resources, and the view as it is now. */
export const VIEWS = [
  { name: 'overview', title: 'Overview', make: overview, mark: (app) => attention(app).length || null },
  { name: 'scheme', title: 'Scheme', make: scheme },
  { name: 'training', title: 'Training', make: training },
  { name: 'pictures', title: 'Pictures and jobs', make: pictures },
  { name: 'nodes', title: 'Nodes', make: nodes },
  { name: 'people', title: 'People', make: people },
  { name: 'api', title: 'API', make: api },
];
