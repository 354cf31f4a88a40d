/** Accounts: make one, look at its tokens, end it. */
import { el } from '../../../common/dom.js';
import { date } from '../../../common/format.js';
import { path, post, remove } from '../../core/http.js';
import { action, badge, day, empty, section, table } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { accountForm } from './account-form.js';
import { showToken } from './shown-once.js';
import { tokenPart } from './tokens.js';

export const ROLES = { admin: 'administrator', 'model-owner': 'model owner', owner: 'owner', user: 'user' };

export function accountPart(app) {
  const tokens = tokenPart(app, endButton);
  let filter = '';
  let withRevoked = false;

  async function create(values, target) {
    const issued = await post('/v1/admin/principals', values);
    target.reset();
    await app.resources.load('principals');
    showToken(app, issued);
  }

  return {
    draw(all) {
      const [, name] = app.place.rest;
      if (name !== undefined) return tokens.draw(all.find((a) => a.name === name), name);
      const shown = all
        .filter((a) => withRevoked || !a.revoked)
        .filter((a) => a.name.toLowerCase().includes(filter.toLowerCase()));
      const gone = all.filter((a) => a.revoked).length;
      return [
        app.mayChange ? section('New account', {}, accountForm(app, create)) : null,
        section('Accounts', {},
          el('div', { class: 'filters' },
            el('label', {}, 'Name contains ', el('input', { type: 'search', name: 'filter', oninput: (e) => { filter = e.target.value; app.redraw(); } })),
            gone ? el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: withRevoked,
              onchange: (e) => { withRevoked = e.target.checked; app.redraw(); } }), ` with ${gone} ended`) : null),
          shown.length ? table('Accounts', columns(app), shown, (a) => a.name)
            : empty('No account is like that.', filter ? 'Look for another part of the name.' : 'Make the first one above: an owner brings pictures, a user finds them.')),
      ];
    },
  };
}

function columns(app) {
  return [
    { title: 'Name', className: 'words', cell: (a) => el('a', { href: href('people', 'accounts', a.name) }, a.name) },
    { title: 'Role', cell: (a) => ROLES[a.role] ?? a.role },
    { title: 'Made', cell: (a) => day(a.created) },
    { title: 'State', cell: (a) => (a.revoked ? badge('ended ' + date(a.revoked)) : badge('active', 'good')) },
    { title: 'May find pictures of', className: 'words', cell: (a) => (a.role === 'user' ? a.owners.join(', ') || 'nobody yet' : '') },
    { title: 'Change', plain: true, cell: (a) => endButton(app, a) },
  ];
}

/** Ends an account, after a question that says how to undo it. */
function endButton(app, account) {
  if (account.revoked || !app.mayChange) return null;
  const self = account.name === app.who?.name;
  return action(app, 'end-' + account.name, 'End account', async () => {
    await remove(path`/v1/admin/principals/${account.name}`);
    await app.resources.load('principals');
    return `The account ${account.name} has ended.`;
  }, {
    kind: 'danger compact',
    busyLabel: 'Ending…',
    confirm: {
      title: `End the account ${account.name}?`,
      label: 'End account',
      danger: true,
      text: [`All its tokens stop working at this node at once${self ? ', and you are signed out: it is yours' : ''}.`,
        account.role === 'owner' ? 'The owner’s pictures stay until they are removed.' : null].filter(Boolean),
      undo: 'To undo it, make an account with the same name and role again: it gets a new token. Look at its grants then.',
    },
  });
}
