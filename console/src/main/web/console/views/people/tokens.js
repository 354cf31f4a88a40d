/** One account with its tokens. */
import { el } from '../../../common/dom.js';
import { dateTime } from '../../../common/format.js';
import { path, post, remove } from '../../core/http.js';
import { action, badge, empty, facts, field, form, moment, section, since, table } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { tokenFields, tokenWish } from './account-form.js';
import { showToken } from './shown-once.js';

/** @param endButton makes the button that ends an account */
export function tokenPart(app, endButton) {
  return {
    draw(account, wanted) {
      const back = el('p', {}, el('a', { href: href('people', 'accounts') }, '← All accounts'));
      if (!account) return [back, empty(`There is no account ${wanted} at this node.`, 'Look at the list of accounts.')];
      return [
        back,
        section(account.name, { key: 'account-' + account.name, id: 'account-name', actions: [endButton(app, account)] }, facts(
          ['Role', account.role],
          ['Made', dateTime(account.created)],
          ['State', account.revoked ? badge('ended ' + dateTime(account.revoked)) : badge('active', 'good')],
          account.role === 'user' ? ['May find pictures of', account.owners.join(', ') || 'nobody yet: see Grants'] : null)),
        section('Tokens', {}, list(account)),
        app.mayChange && !account.revoked ? section('New token', {},
          form(app, 'create-token', 'Make token', async (values, target) => {
            const issued = await post(path`/v1/admin/principals/${account.name}/tokens`, { label: values.label.trim(), ...tokenWish(values) });
            target.reset();
            await app.resources.load('principals');
            showToken(app, issued);
          }, el('div', { class: 'fields' }, labelField(), tokenFields()))) : null,
      ];
    },
  };

  function list(account) {
    const { tokens } = account;
    if (!tokens.length) return empty('This account has no token.', account.revoked ? null : 'Make one below.');
    return table('Tokens of ' + account.name, [
      { title: 'Label', className: 'words', cell: (t) => t.label || 'none' },
      { title: 'Scope', cell: (t) => t.scope },
      { title: 'Made', cell: (t) => moment(t.created) },
      { title: 'Expires', cell: (t) => (t.expires ? moment(t.expires) : 'never') },
      { title: 'Last used', cell: (t) => (t.used ? since(t.used) : 'never') },
      { title: 'State', cell: (t) => state(t) },
      { title: 'Change', plain: true, cell: (t) => revokeButton(account, t) },
    ], tokens, (t) => t.id);
  }

  function revokeButton(account, token) {
    if (!app.mayChange) return null;
    const label = token.label ? `“${token.label}”` : 'without a label';
    return action(app, 'end-token-' + token.id, 'Revoke', async () => {
      await remove(path`/v1/admin/principals/${account.name}/tokens/${token.id}`);
      await app.resources.load('principals');
      return 'The token is revoked.';
    }, {
      kind: 'danger compact',
      confirm: {
        title: 'Revoke this token?',
        label: 'Revoke',
        danger: true,
        text: `The token ${label} of ${account.name} stops working at once, and so do sessions that were opened with it.`,
        undo: 'It cannot be made valid again; make a new one instead.',
      },
    });
  }
}

function labelField() {
  return field('Label', el('input', { name: 'label', required: true, maxlength: 100, placeholder: 'laptop, nightly job' }), 'What it is for.');
}

function state(token) {
  if (token.expires && new Date(token.expires) < new Date()) return badge('expired', 'warn');
  return badge('valid', 'good');
}
