/** Choosing a scheme: a plugin with options for each place, the matrix, the cost, and the proposal. */
import { el } from '../../../common/dom.js';
import { LONG, post } from '../../core/http.js';
import { action, badge, choice as select, field, section } from '../../core/parts.js';
import {
  choiceOf, refusals, sameScheme, schemeDocument, withOption, withParties, withPlugin, withWeights,
} from './choice.js';
import { estimatePart } from './estimate.js';
import { matrix } from './matrix.js';
import { PLACES } from './serving.js';
import { open } from './changes.js';

const NONE = '';
const FEW_OPTIONS = 3;

export function chooserPart(app) {
  let choice = null;
  const estimates = estimatePart(app);

  const take = (next) => {
    choice = next;
    app.redraw();
  };

  return {
    draw(options) {
      choice ??= choiceOf(options.serving);
      const reasons = refusals(choice, options);
      const same = sameScheme(choice, choiceOf(options.serving));
      return el('div', { class: 'choose' },
        section('Plugins', {}, beginning(options), Object.keys(options.places).map((place) => placeFields(options, place)), weightsField(options)),
        el('div', { class: 'view' },
          section('What goes with what', {
            hint: 'Choose a cell to take its three plugins. Plugins that do not go together are refused with the reason.',
          }, verdict(reasons, same), matrix(choice, options, (c) => take(withCell(c, options)))),
          reasons.length ? null : estimates.draw(choice, options.serving, same),
          section('Propose', {}, proposal(reasons, same))));
    },
  };

  function withCell(cell, options) {
    let next = choice;
    for (const place of ['comparison', 'index', 'ranking']) {
      if (next.places[place]?.plugin !== cell[place]) next = withPlugin(next, place, cell[place], options.places[place]);
    }
    return next.parties === cell.parties ? next : withParties(next, cell.parties);
  }

  function beginning(options) {
    const known = [options.serving, ...options.schemes.filter((s) => s.digest !== options.serving.digest)];
    const at = known.find((s) => sameScheme(choiceOf(s), choice));
    return el('div', { class: 'fields' }, field('Begin with', select('from',
      [...known.map((s) => [s.digest, s.digest === options.serving.digest ? `${s.name}, which serves now` : s.name]),
        ...(at ? [] : [[NONE, `changed from ${choice.from.name}`]])],
      at?.digest ?? NONE,
      (e) => take(choiceOf(known.find((s) => s.digest === e.target.value) ?? options.serving))),
    'A named scheme that comes with the node.'));
  }

  function placeFields(options, place) {
    const offers = options.places[place];
    const chosen = choice.places[place];
    const offer = offers.find((o) => o.name === chosen?.plugin);
    const list = offers.map((o) => [o.name, o.refused ? `${o.name}: not accepted here` : o.name]);
    if (place === 'aggregator') list.unshift([NONE, 'none: no training rounds']);
    const settings = (offer?.options ?? []).map((o) => optionField(place, chosen, o));
    const many = settings.length > FEW_OPTIONS;
    const fields = el('fieldset', { class: 'place' },
      el('legend', {}, PLACES[place] ?? place),
      el('div', { class: 'fields' },
        field(PLACES[place] + ' plugin', select(place, list, chosen?.plugin ?? NONE, (e) => take(withPlugin(choice, place, e.target.value, offers)))),
        many ? null : settings),
      offer ? description(offer) : null,
      many ? el('details', {}, el('summary', {}, `${settings.length} options, ${Object.keys(chosen.options).length} set`), el('div', { class: 'fields' }, settings)) : null);
    fields.key = 'place-' + place;
    return fields;
  }

  function optionField(place, chosen, option) {
    const value = chosen.options[option.name] ?? '';
    const set = (e) => take(withOption(choice, place, option.name, e.target.value.trim()));
    const usual = option.usual ? `usual: ${option.usual}` : 'as usual';
    const control = option.values.length
      ? select(`${place}.${option.name}`, [[NONE, usual], ...option.values.filter((v) => v !== option.usual).map((v) => [v, v])], value === option.usual ? NONE : value, set)
      : el('input', { name: `${place}.${option.name}`, value, placeholder: usual, maxlength: 100, onchange: set });
    const drawn = field(option.name, control, option.meaning);
    drawn.key = `${place}-${chosen.plugin}-${option.name}`;
    return drawn;
  }

  function description(offer) {
    return el('div', { class: 'about' },
      el('p', {}, offer.description, ' ', el('span', { class: 'soft small' }, `${offer.plugin.id} ${offer.plugin.version}`)),
      offer.leakage ? el('p', { class: 'soft small' }, 'Reveals: ', offer.leakage) : null,
      offer.source ? el('p', { class: 'soft small' }, 'Source: ', offer.source) : null,
      offer.refused ? el('p', { class: 'notice bad' }, offer.refused.reason) : null);
  }

  function weightsField(options) {
    return el('fieldset', { class: 'place' }, el('legend', {}, 'Weights and computing nodes'), el('div', { class: 'fields' },
      field('Weights of the model', select('weights', options.weights.map((w) => [w.weights, w.weights === 'shared' ? 'shared: no node knows them' : 'public']),
        choice.weights, (e) => take(withWeights(choice, e.target.value)))),
      field('Computing nodes', select('parties', [['2', 'two, and node 3 deals'], ['3', 'all three']],
        String(choice.parties), (e) => take(withParties(choice, Number(e.target.value)))))));
  }

  function verdict(reasons, same) {
    if (reasons.length) {
      return el('div', { class: 'notice bad', role: 'status' }, el('p', {}, el('strong', {}, 'This cannot be:')), el('ul', {}, reasons.map((r) => el('li', {}, r))));
    }
    return el('p', { role: 'status' }, badge('these go together', 'good'), same ? ' It is what serves now.' : '');
  }

  function proposal(reasons, same) {
    const other = (app.value('changes') ?? []).find(open);
    if (app.node !== 1) return el('p', {}, 'Changes of scheme are proposed at node 1. Approve or reject them here, under “Serving and changes”.');
    if (!app.mayChange) return el('p', {}, 'Your token may read only.');
    if (other) {
      return el('p', { class: 'notice warn' }, `A change to ${other.name} is under way. It has to become active or be withdrawn first: see “Serving and changes”.`);
    }
    const document = schemeDocument(choice);
    return [
      el('div', { class: 'fields' }, field('Name of the scheme', el('input', {
        name: 'scheme-name', value: choice.name, maxlength: 60, spellcheck: 'false',
        onchange: (e) => take({ ...choice, name: e.target.value.trim() || choice.name }),
      }), 'Shown in lists; what counts is the digest of its plugins and options.')),
      el('details', {}, el('summary', {}, 'The scheme as a document'), el('pre', { class: 'document', tabindex: '0' }, JSON.stringify(document, null, 2))),
      action(app, 'propose', 'Propose to all nodes', async () => {
        await post('/v1/admin/scheme-changes', { scheme: JSON.stringify(document), model: '' }, LONG);
        await app.resources.load('changes');
        location.hash = '#/scheme/serving';
        return `The change to ${document.name} is proposed to all nodes.`;
      }, {
        kind: 'primary',
        busyLabel: 'All nodes check it…',
        disabled: reasons.length > 0 || same,
        confirm: {
          title: `Propose the scheme ${document.name}?`,
          label: 'Propose',
          text: 'All nodes check it, then each node’s administrator is asked. When all have approved, what it needs is made while the present scheme serves; then it takes over at all nodes.',
          undo: 'It can be withdrawn until it is active. Afterwards, propose the former scheme again.',
        },
      }),
      same ? el('p', { class: 'hint' }, 'It is what serves now.') : null,
    ];
  }
}
