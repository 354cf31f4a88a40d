/** Which user may find which owner's pictures, as a matrix of ticks. */
import { el } from '../../../common/dom.js';
import { path, put, remove } from '../../core/http.js';
import { empty, problemBox, table } from '../../core/parts.js';

export function grantPart(app, accounts) {
  if (app.node === 3) return empty('Node 3 has no grants.', 'Users and owners have accounts at nodes 1 and 2 only.');
  const active = accounts.filter((a) => !a.revoked);
  const users = active.filter((a) => a.role === 'user');
  const owners = active.filter((a) => a.role === 'owner');
  if (!users.length || !owners.length) {
    return empty(users.length ? 'There is no owner yet.' : 'There is no user yet.', 'Make an account of that role first.');
  }
  return table('Grants: users by owners', [
    { title: 'User', className: 'words', cell: (u) => u.name },
    ...owners.map((owner) => ({ title: owner.name, cell: (user) => tick(app, user, owner) })),
  ], users, (u) => u.name);
}

function tick(app, user, owner) {
  const name = `grant-${user.name}/${owner.name}`;
  const granted = user.owners.includes(owner.name);
  const address = path`/v1/admin/grants/${user.name}/${owner.name}`;
  const problem = app.actions.problem(name);
  const box = el('input', {
    type: 'checkbox',
    checked: granted,
    disabled: app.actions.running(name) || !app.mayChange,
    'aria-label': `${user.name} may find the pictures of ${owner.name}`,
    onchange: () => app.actions.run(name, async () => {
      await (granted ? remove(address) : put(address));
      await app.resources.load('principals');
      return granted
        ? `${user.name} no longer finds the pictures of ${owner.name}.`
        : `${user.name} may now find the pictures of ${owner.name}.`;
    }),
  });
  return [el('label', { class: 'tick' }, box), problem ? problemBox(problem, () => app.actions.dismiss(name)) : null];
}
