/** Versions of the model, and models that wait to be published. */
import { el } from '../../../common/dom.js';
import { bytes, number } from '../../../common/format.js';
import { LONG, path, post } from '../../core/http.js';
import { action, badge, digest, empty, loaded, moment, section, table } from '../../core/parts.js';
import { href } from '../../core/router.js';

export function versionPart(app) {
  const leads = app.node === 1 && app.mayChange;
  return {
    draw: () => [
      section('Versions', {
        hint: leads ? 'A roll back publishes an earlier version once more, under a new number: nothing is lost.' : 'Models are published and rolled back at node 1.',
      }, loaded(app, 'versions', (versions) => list(versions))),
      section('Models at this node', { hint: 'A staged model was brought here and checked, and serves nobody yet.' },
        loaded(app, 'models', (models) => modelList(models))),
    ],
  };

  function list(versions) {
    if (!versions.length) {
      return empty('No model is published yet.', 'Bring one with ./sharelens admin model publish; searches begin once pictures are extracted with it.');
    }
    return table('Versions, newest first', [
      { title: 'Version', cell: (v) => `Version ${v.version}` },
      { title: 'State', cell: (v) => [badge(v.state, v.state === 'published' ? 'good' : 'plain'), v.searched ? [' ', badge('searches use it', 'accent')] : null] },
      { title: 'From', className: 'words', cell: (v) => v.origin },
      { title: 'Published', cell: (v) => moment(v.published) },
      { title: 'Figures', className: 'words', cell: (v) => figures(v.metrics) },
      { title: 'Scheme', cell: (v) => v.scheme || 'not recorded' },
      { title: 'Model', cell: (v) => el('a', { href: href('scheme', 'model', v.sha256), 'aria-label': `Layers of version ${v.version}` }, digest(v.sha256, 8)) },
      { title: 'Parent', cell: (v) => digest(v.parent, 8) },
      ...(leads ? [{ title: 'Change', cell: (v) => restore(v, versions) }] : []),
    ], versions, (v) => v.version);
  }

  function restore(version, versions) {
    if (version.state === 'published') return null;
    const present = versions.find((v) => v.state === 'published');
    return action(app, 'restore-' + version.version, 'Roll back to it', async () => {
      const now = await post(path`/v1/admin/models/versions/${version.version}/restore`, {}, LONG);
      await app.resources.loadAll('versions', 'models', 'status');
      return `Version ${now.version} is published: the model of version ${version.version}.`;
    }, {
      kind: 'compact',
      busyLabel: 'Publishing…',
      confirm: {
        title: `Roll back to version ${version.version}?`,
        label: 'Roll back',
        text: 'Its model is published as a new version at all nodes or at none. All pictures are extracted again; until they are, searches use the present model.',
        undo: present ? `To undo it, roll back to version ${present.version}.` : undefined,
      },
    });
  }

  function modelList(models) {
    if (!models.length) return empty('No model is here.', 'Bring one with ./sharelens admin model import.');
    return table('Models', [
      { title: 'Model', cell: (m) => el('a', { href: href('scheme', 'model', m.sha256), 'aria-label': `Layers of model ${m.sha256.slice(0, 8)}` }, digest(m.sha256)) },
      { title: 'State', cell: (m) => badge(m.state.toLowerCase(), m.state === 'PUBLISHED' ? 'good' : 'plain') },
      { title: 'Version', number: true, cell: (m) => m.version ?? '' },
      { title: 'Size', number: true, cell: (m) => bytes(m.bytes) },
      { title: 'Arrived', cell: (m) => moment(m.created) },
      ...(leads ? [{ title: 'Change', cell: (m) => (m.state === 'STAGED' ? publish(m) : null) }] : []),
    ], models, (m) => m.sha256);
  }

  function publish(model) {
    return action(app, 'publish-' + model.sha256, 'Publish', async () => {
      const now = await post(path`/v1/admin/models/${model.sha256}/publish`, {}, LONG);
      await app.resources.loadAll('versions', 'models', 'status');
      return `Published as version ${now.version}.`;
    }, {
      kind: 'compact',
      busyLabel: 'Publishing…',
      confirm: {
        title: 'Publish this model?',
        label: 'Publish',
        text: 'At all nodes or at none. All pictures are extracted again; until they are, searches use the present model. A round that runs ends.',
        undo: 'To undo it, roll back to the present version.',
      },
    });
  }
}

function figures(metrics) {
  const names = Object.keys(metrics).sort();
  return names.length ? names.map((n) => `${n.replaceAll('_', ' ')} ${number(metrics[n])}`).join(', ') : 'none';
}
