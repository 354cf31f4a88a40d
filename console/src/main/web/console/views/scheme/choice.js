/** The choice that somebody is making: a scheme by its plugins. Nothing of the page in here. */
const PLACE_NAMES = ['backbone', 'comparison', 'index', 'ranking', 'aggregator'];
const LONGEST_NAME = 60;

/** A choice that is a known scheme. */
export function choiceOf(view) {
  const places = {};
  for (const place of PLACE_NAMES) {
    const chosen = view.places[place];
    if (chosen) places[place] = { plugin: chosen.plugin, options: { ...chosen.options } };
  }
  return { name: view.name, parties: view.parties, weights: view.weights, places, from: { name: view.name, places } };
}

/** The same with another plugin in a place; its options are the usual ones. */
export function withPlugin(choice, place, plugin, offers) {
  const places = { ...choice.places };
  if (plugin) places[place] = { plugin, options: {} };
  else delete places[place];
  const needed = place === 'comparison' ? offers.find((o) => o.name === plugin)?.parties : null;
  return renamed({ ...choice, places, parties: needed ?? choice.parties });
}

/** The same with an option set, or back to usual where the value is empty. */
export function withOption(choice, place, name, value) {
  const options = { ...choice.places[place].options };
  if (value) options[name] = value;
  else delete options[name];
  return renamed({ ...choice, places: { ...choice.places, [place]: { ...choice.places[place], options } } });
}

export function withParties(choice, parties) {
  return renamed({ ...choice, parties });
}

export function withWeights(choice, weights) {
  return renamed({ ...choice, weights });
}

/** A scheme that was changed is not the one it began as: its name says what is other. */
function renamed(choice) {
  const { name, places } = choice.from;
  const other = PLACE_NAMES.map((place) => choice.places[place]?.plugin)
    .filter((plugin, i) => plugin && plugin !== places[PLACE_NAMES[i]]?.plugin);
  return { ...choice, name: [name, ...(other.length ? other : ['changed'])].join('-').slice(0, LONGEST_NAME) };
}

/** As the document that a proposal carries. */
export function schemeDocument(choice) {
  const scheme = { name: choice.name, parties: choice.parties };
  if (choice.weights === 'shared') scheme.weights = 'shared';
  for (const place of PLACE_NAMES) {
    if (choice.places[place]) scheme[place] = choice.places[place];
  }
  return scheme;
}

/** As what an estimate is asked for. */
export function schemeChoice(choice) {
  const asked = { scheme: null, name: choice.name, parties: choice.parties, weights: choice.weights };
  for (const place of PLACE_NAMES) asked[place] = choice.places[place] ?? null;
  return asked;
}

/** Whether both mean the same scheme, whatever their names. */
export function sameScheme(a, b) {
  const bare = (c) => {
    const { name, ...rest } = schemeDocument(c);
    for (const place of PLACE_NAMES) {
      if (rest[place]) rest[place] = [rest[place].plugin, Object.entries(rest[place].options ?? {}).sort()];
    }
    return JSON.stringify(rest);
  };
  return bare(a) === bare(b);
}

/** All reasons why this choice cannot be, as sentences. */
export function refusals(choice, options) {
  const found = [];
  for (const [place, offers] of Object.entries(options.places)) {
    const chosen = choice.places[place];
    const offer = offers.find((o) => o.name === chosen?.plugin);
    if (chosen && !offer) found.push(`${chosen.plugin} is not loaded at this node.`);
    if (offer?.refused) found.push(offer.refused.reason);
  }
  const together = combination(options, choice.places.comparison?.plugin, choice.places.index?.plugin, choice.places.ranking?.plugin, choice.parties);
  if (together === null) found.push(`These plugins do not go together with ${choice.parties} computing nodes.`);
  else if (together.refused) found.push(together.refused.reason);
  const weights = options.weights.find((w) => w.weights === choice.weights);
  if (weights?.refused) found.push(weights.refused.reason);
  return [...new Set(found)];
}

/** The entry of the matrix, or null where there is none. */
export function combination(options, comparison, index, ranking, parties) {
  return options.combinations.find((c) =>
    c.comparison === comparison && c.index === index && c.ranking === ranking && c.parties === parties) ?? null;
}
