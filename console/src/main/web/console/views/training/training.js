/** Training: rounds, curves, versions and settings. */
import { el } from '../../../common/dom.js';
import { empty, loaded, section } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { curves } from './curves.js';
import { presentRound, startPart } from './present.js';
import { roundDetails } from './round.js';
import { settingsPart } from './settings.js';
import { timeline } from './timeline.js';
import { versionPart } from './versions.js';

const TABS = [['rounds', 'Rounds'], ['versions', 'Versions'], ['settings', 'Settings']];

export function training(app) {
  const settings = settingsPart(app);
  const versions = versionPart(app);
  return {
    needs: ['rounds', 'versions', 'models', 'settings', 'status'],
    draw() {
      const [tab = 'rounds', number] = app.place.rest;
      const body = {
        rounds: () => roundsTab(app, number),
        versions: () => versions.draw(),
        settings: () => settings.draw(),
      };
      return [
        el('h1', {}, 'Training'),
        el('nav', { class: 'tabs', 'aria-label': 'Training' }, TABS.map(([name, title]) =>
          el('a', { href: href('training', name), 'aria-current': name === tab ? 'page' : null }, title))),
        (body[tab] ?? body.rounds)(),
      ];
    },
  };
}

function roundsTab(app, number) {
  if (app.node === 3) {
    return section('Rounds', {}, empty('Node 3 takes no part in rounds.', 'Look at the console of node 1, which leads them, or of node 2.'));
  }
  return loaded(app, 'rounds', (rounds) => {
    const present = rounds.find((r) => r.state !== 'PUBLISHED' && r.state !== 'FAILED');
    const chosen = rounds.find((r) => String(r.number) === number);
    return [
      present ? presentRound(app, present) : startPart(app, rounds),
      chosen && chosen !== present ? roundDetails(chosen) : null,
      rounds.length
        ? [curves(app, rounds), section('All rounds', { hint: 'Each bar shows how long the phases took.' }, timeline(rounds, chosen))]
        : section('All rounds', {}, empty('There was no round yet.', 'Owners whose programs run take part by themselves. Start a round above, or set a schedule under Settings.')),
    ];
  });
}
