/** The round that runs, or how to start one. */
import { el } from '../../../common/dom.js';
import { dateTime } from '../../../common/format.js';
import { path, post, remove } from '../../core/http.js';
import { action, section } from '../../core/parts.js';
import { roundDetails } from './round.js';

export function presentRound(app, round) {
  const stop = app.node === 1 && app.mayChange ? action(app, 'stop-round', 'Stop this round', async () => {
    await remove(path`/v1/admin/rounds/${round.number}`);
    await app.resources.load('rounds');
    return `Round ${round.number} is stopped.`;
  }, {
    kind: 'danger',
    busyLabel: 'Stopping…',
    confirm: {
      title: `Stop round ${round.number}?`,
      label: 'Stop the round',
      danger: true,
      text: 'It ends without a result; what owners have trained for it is not used.',
      undo: 'A new round can be started at any time.',
    },
  }) : null;
  return roundDetails(round, { title: `Round ${round.number} is running`, actions: [stop] });
}

export function startPart(app, rounds) {
  const next = app.value('roundsNow')?.next ?? app.value('settings')?.next;
  return section('No round is running', { key: 'start-round', id: 'start-round' },
    el('p', {}, next ? `The schedule opens the next one on ${dateTime(next)}.` : 'There is no schedule: rounds begin when you start one, or when an owner with enough new pictures asks.'),
    app.node !== 1 ? el('p', { class: 'hint' }, 'Rounds are started at node 1, which leads them.')
      : app.mayChange ? action(app, 'start-round', 'Start a round', async () => {
        const round = await post('/v1/admin/rounds', { pictures: 0 });
        await app.resources.load('rounds');
        return `Round ${round.number} is open: owners’ programs join by themselves.`;
      }, {
        kind: 'primary',
        busyLabel: 'Starting…',
        confirm: {
          title: 'Start a training round?',
          label: 'Start',
          text: ['Owners whose programs run train on their pictures and send shares of what they learned. When enough have, the nodes open the sum and publish a new version of the model.',
            rounds.length ? '' : 'This is the first round.'].filter(Boolean),
          undo: 'It can be stopped before the sum is opened, and a version can be rolled back.',
        },
      }) : null);
}
