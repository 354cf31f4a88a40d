/** Where the boxes of a layer graph go: rows by distance from the picture, branches side by side. */
export const BOX = { width: 236, height: 74, gapX: 44, gapY: 34 };

/**
 * @param layers `[{id, inputs}]`, each after its inputs; `input` names the picture
 * @returns `{width, height, boxes: Map of id to {x, y, row, column}, edges: [{from, to, long}]}`
 */
export function layout(layers) {
  const present = new Set(['input', ...layers.map((l) => l.id)]);
  const row = new Map([['input', 0]]);
  for (const layer of layers) {
    row.set(layer.id, 1 + Math.max(0, ...layer.inputs.filter((i) => present.has(i)).map((i) => row.get(i))));
  }
  const columns = columnsOf(layers, row, present);
  const most = Math.max(...columns.values());
  const least = Math.min(...columns.values());
  const boxes = new Map();
  for (const [id, at] of row) {
    boxes.set(id, {
      x: (columns.get(id) - least) * (BOX.width + BOX.gapX) + BOX.gapX,
      y: at * (BOX.height + BOX.gapY) + BOX.gapY,
      row: at,
      column: columns.get(id),
    });
  }
  const edges = layers.flatMap((l) => l.inputs.filter((i) => present.has(i)).map((from) => ({ from, to: l.id, long: row.get(l.id) - row.get(from) > 1 })));
  return {
    width: (most - least + 1) * (BOX.width + BOX.gapX) + BOX.gapX * 2,
    height: (Math.max(...row.values()) + 1) * (BOX.height + BOX.gapY) + BOX.gapY,
    boxes,
    edges,
  };
}

/** A chain keeps its column; branches of one layer spread around it; where they meet, the middle. */
function columnsOf(layers, row, present) {
  const columns = new Map([['input', 0]]);
  const taken = new Set(['0/0']);
  const next = new Map();
  for (const layer of layers) {
    for (const i of layer.inputs) next.set(i, [...(next.get(i) ?? []), layer.id]);
  }
  for (const layer of layers) {
    const inputs = layer.inputs.filter((i) => present.has(i));
    const at = row.get(layer.id);
    let wished = inputs.reduce((s, i) => s + columns.get(i), 0) / Math.max(1, inputs.length);
    if (inputs.length === 1) {
      // Only children that stand right below compete for the place; a short cut is no branch.
      const siblings = next.get(inputs[0]).filter((id) => row.get(id) === at && soloChild(layers, id));
      if (siblings.length > 1) wished += siblings.indexOf(layer.id) - (siblings.length - 1) / 2;
    }
    let column = wished;
    while ([...taken].some((t) => near(t, at, column))) column += 0.5;
    taken.add(`${at}/${column}`);
    columns.set(layer.id, column);
  }
  return columns;
}

function soloChild(layers, id) {
  return layers.find((l) => l.id === id).inputs.length === 1;
}

function near(place, row, column) {
  const [r, c] = place.split('/').map(Number);
  return r === row && Math.abs(c - column) < 1;
}
