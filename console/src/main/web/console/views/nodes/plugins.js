/** Plugins of the three nodes beside each other; what differs is marked. */
import { el } from '../../../common/dom.js';
import { badge, digest, empty, table } from '../../core/parts.js';

/** One row for each plugin: `{name, at: [plugin or null by node], differs}`. */
export function pluginRows(nodes) {
  const names = [...new Set(nodes.flatMap((n) => n.plugins.map((p) => p.name)))].sort();
  return names.map((name) => {
    const at = nodes.map((n) => n.plugins.find((p) => p.name === name) ?? null);
    const seen = nodes.map((n, i) => (n.plugins.length ? at[i]?.hash ?? '' : null)).filter((h) => h !== null);
    return { name, at, differs: new Set(seen).size > 1 };
  });
}

export function pluginTable(nodes) {
  const rows = pluginRows(nodes);
  if (!rows.length) return empty('No plugins are known yet.', 'They are shown once a node has answered.');
  const differing = rows.filter((r) => r.differs).length;
  const compared = table('Plugins by node', [
    { title: 'Plugin', cell: (r) => r.name },
    ...nodes.map((node, i) => ({
      title: `Node ${node.node}`,
      cell: (r) => cell(node, r.at[i], r.differs),
    })),
  ], rows, (r) => r.name);
  if (differing) {
    return [el('p', {}, badge(differing === 1 ? '1 plugin differs' : `${differing} plugins differ`, 'bad')), compared];
  }
  return [
    el('p', {}, badge(nodes.every((n) => n.plugins.length) ? 'equal at all nodes' : 'equal wherever known', 'good')),
    el('details', {}, el('summary', {}, `${rows.length} plugins with their hashes`), compared),
  ];
}

function cell(node, plugin, differs) {
  if (!plugin) {
    return node.plugins.length ? badge('missing', 'bad') : el('span', { class: 'soft' }, 'not known yet');
  }
  return [plugin.version, ' ', digest(plugin.hash, 8), differs ? [' ', badge('differs', 'bad')] : null];
}
