/** The form for a new account, and the fields that every new token has. */
import { el } from '../../../common/dom.js';
import { choice, field, form } from '../../core/parts.js';

const SCOPES = [['full', 'full: everything the role may do'], ['read', 'read: nothing that changes anything']];

const EXPIRIES = [['', 'never'], ['1', 'in a day'], ['7', 'in a week'], ['30', 'in 30 days'], ['90', 'in 90 days'], ['365', 'in a year']];

const NEXT = {
  owner: 'An owner brings pictures. The owner’s program needs the tokens of nodes 1 and 2.',
  user: 'A user searches. Make the same account at nodes 1 and 2; both parts of the search key, joined by a dot, are what the user signs in with.',
  'model-owner': 'A model owner brings split models. The account is needed at all three nodes.',
  admin: 'An administrator of this node alone. Better one account for each person: the audit log names it.',
};

const ROLES_OF_SERVERS = [['user', 'user'], ['owner', 'owner'], ['model-owner', 'model owner'], ['admin', 'administrator']];
const ROLES_OF_DEALER = [['admin', 'administrator'], ['model-owner', 'model owner']];

let role = 'user';

export function tokenFields() {
  return [
    field('Scope', choice('scope', SCOPES, undefined)),
    field('Expires', choice('days', EXPIRIES, undefined)),
  ];
}

/** What the REST interface takes of these fields. */
export function tokenWish({ scope, days }) {
  return { scope, days: days ? Number(days) : null };
}

/** @param create gets the request and the form */
export function accountForm(app, create) {
  const roles = app.node === 3 ? ROLES_OF_DEALER : ROLES_OF_SERVERS;
  if (!roles.some(([r]) => r === role)) role = roles[0][0];
  return form(app, 'create-account', 'Make account',
    (values, target) => create({ name: values.name.trim(), role, ...tokenWish(values) }, target), [
      el('div', { class: 'fields' },
        field('Name', el('input', { name: 'name', required: true, maxlength: 200, spellcheck: 'false' })),
        field('Role', choice('role', roles, role, (e) => { role = e.target.value; app.redraw(); })),
        tokenFields()),
      el('p', { class: 'hint' }, NEXT[role]),
    ]);
}
