/** When rounds begin and how long their phases may take. */
import { el } from '../../../common/dom.js';
import { dateTime } from '../../../common/format.js';
import { put, remove } from '../../core/http.js';
import { action, badge, empty, facts, field, form, loaded, section } from '../../core/parts.js';

const SCHEDULES = ['off', 'daily', 'weekly', 'twice a month', 'monthly', 'every 6 hours', 'every 30 minutes'];

const NUMBERS = [
  ['joinMinutes', 'Wait for owners, minutes', 'At most so long for enough owners to join.'],
  ['collectMinutes', 'Training and uploading, minutes', 'Who comes later is not counted.'],
  ['aggregateMinutes', 'Opening the sum, minutes', 'For the nodes’ own work.'],
  ['calibrateMinutes', 'Owners’ reports, minutes', 'One report is enough.'],
  ['silenceSeconds', 'Silence, seconds', 'An owner not heard of for so long is not waited for.'],
  ['requestPictures', 'Pictures to ask with', 'New pictures with which an owner may ask for a round.'],
  ['requestHours', 'Between asked rounds, hours', 'Between two rounds that owners ask for.'],
];

export function settingsPart(app) {
  return {
    draw() {
      if (app.node !== 1) return section('Settings', {}, empty('Rounds are set at node 1, which leads them.', 'Open the console of node 1.'));
      return section('Settings', {}, loaded(app, 'settings', (info) => inside(info)));
    },
  };

  async function save(values) {
    const settings = { schedule: values.schedule.trim() };
    for (const [name] of NUMBERS) settings[name] = Number(values[name]);
    await put('/v1/admin/round-settings', settings);
    await app.resources.load('settings');
    return 'The settings count from now on.';
  }

  function inside(info) {
    const s = info.current;
    return [
      facts(
        ['In force', info.overridden ? [badge('set here', 'accent'), ` since ${dateTime(info.changed)}`] : badge('those of the node’s configuration')],
        ['Next round', info.next ? dateTime(info.next) : 'no schedule']),
      app.mayChange ? [
        fields(info),
        info.overridden ? action(app, 'reset-settings', 'Back to the configuration’s', async () => {
          await remove('/v1/admin/round-settings');
          await app.resources.load('settings');
          return 'The configuration’s settings count again.';
        }) : null,
      ] : facts(['Schedule', s.schedule], ...NUMBERS.map(([name, label]) => [label, String(s[name])])),
    ];
  }

  function fields(info) {
    const s = info.current;
    const drawn = form(app, 'round-settings', 'Save settings', save, [
      el('div', { class: 'fields' },
        field('Schedule', el('input', { name: 'schedule', value: s.schedule, list: 'schedules', required: true, maxlength: 40 }),
          'off, daily, weekly, twice a month, monthly, every N hours or every N minutes; times are UTC.'),
        el('datalist', { id: 'schedules' }, SCHEDULES.map((v) => el('option', { value: v }))),
        NUMBERS.map(([name, label, hint]) => field(label,
          el('input', { name, type: 'number', min: 0, step: 1, required: true, value: s[name] }),
          `${hint} Configuration: ${info.file[name]}.`))),
    ]);
    drawn.key = 'settings-' + (info.changed ?? 'file'); // other settings make other fields
    return drawn;
  }
}
