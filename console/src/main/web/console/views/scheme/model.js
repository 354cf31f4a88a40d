/** A model's layers: drawn, and as a table, with the fixed-point plan. */
import { el } from '../../../common/dom.js';
import { bytes, integer, number } from '../../../common/format.js';
import { Problem } from '../../../common/problem.js';
import { get, path } from '../../core/http.js';
import { choice, digest, empty, facts, field, problemBox, section } from '../../core/parts.js';
import { go } from '../../core/router.js';
import { drawing } from './graph.js';
import { layerTable } from './layer-table.js';

export function modelPart(app) {
  let sha256 = null;
  let graph = null;
  let problem = null;
  const seen = { zoom: 1, all: false };

  async function load(of) {
    sha256 = of;
    graph = null;
    problem = null;
    try {
      const found = await get(path`/v1/models/${of}/graph`);
      if (of === sha256) graph = found;
    } catch (e) {
      if (of === sha256) problem = Problem.from(e);
    }
    app.redraw();
  }

  return {
    draw(wanted) {
      const published = app.value('info')?.model?.sha256;
      const of = wanted ?? published;
      if (app.value('info') === undefined) return el('p', { class: 'soft', role: 'status' }, 'Loading…');
      if (!of) return section('Model layers', {}, empty('No model is published yet.', 'Bring one with ./sharelens admin model publish.'));
      if (of !== sha256) load(of);
      return [
        section('Model', {}, chosen(of, published), problem ? problemBox(problem) : graph ? summary() : el('p', { class: 'soft', role: 'status' }, 'Loading…')),
        graph ? section('Layers and fixed-point plan', {
          hint: 'From the picture at the top to the feature. Each box says what is handed on, in how many fraction bits, and how large it can get.',
        }, drawing(app, graph, seen), el('details', { class: 'layer-table' }, el('summary', {}, 'All layers as a table'), layerTable(graph))) : null,
      ];
    },
  };

  function chosen(of, published) {
    const versions = app.value('versions') ?? [];
    const listed = new Map();
    for (const v of versions) if (!listed.has(v.sha256)) listed.set(v.sha256, `version ${v.version}${v.sha256 === published ? ', published' : ''}`);
    if (!listed.has(of)) listed.set(of, `model ${of.slice(0, 10)}…`);
    return el('div', { class: 'fields' }, field('Model', choice('model', [...listed], of, (e) => go('scheme', 'model', e.target.value))));
  }

  function summary() {
    const t = graph.totals;
    return facts(
      ['Network', `${graph.name}, input ${graph.inputSize} × ${graph.inputSize}`],
      ['File', digest(graph.sha256)],
      ['Weights', `${integer(t.parameters)}, ${graph.weights === 'shared' ? 'shared: no node knows them' : 'public'}`],
      ['Input', `${graph.inputFractionBits} fraction bits, at most ${integer(graph.inputBound)}`],
      ['Feature', `${integer(graph.dimension)} numbers in ${number(graph.featureFractionBits)} fraction bits, from ${graph.feature}`],
      ['Margin', `bounds are ${number(graph.margin)} times the largest value measured`],
      [`One picture with ${graph.comparison}`, `${number(t.cost.multiplyAdds / 1e9)} billion multiplications at each node, ${integer(t.cost.comparisons)} comparisons, ${integer(t.cost.rounds)} rounds, ${bytes(t.cost.onlineBytes)} among the nodes, ${bytes(t.cost.offlineBytes)} dealt`]);
  }
}
