/** Signing in: a token is exchanged for a cookie; the token is kept nowhere. */
import { el } from '../../common/dom.js';
import { Problem } from '../../common/problem.js';
import { get, post, remove } from '../core/http.js';
import { field, form } from '../core/parts.js';

const REMEDIES = {
  'wrong-token': 'Look for missing characters at the beginning or the end. The first administrator’s token is in the file admin.token beside the node’s configuration.',
  'not-administrator': 'The console is for administrators. To search, open the search page.',
};

/** `{who}` or `{left}` with the reason for signing in. */
export async function whoIsSignedIn() {
  try {
    const who = await get('/v1/sign-in');
    return who?.role === 'admin' ? { who } : { left: null };
  } catch (e) {
    return { left: { reason: Problem.from(e).message, tone: 'warn' } };
  }
}

/** @param enter called with who signed in */
export function signInView(app, enter) {
  async function signIn({ token }, target) {
    app.store.set('left', null);
    const who = await post('/v1/sign-in', { token: token.trim() });
    if (who.role !== 'admin') {
      await remove('/v1/sign-in');
      throw new Problem('not-administrator', `'${who.name}' is no administrator of this node, but has the role ${who.role}.`);
    }
    target.reset();
    enter(who);
  }

  return {
    draw() {
      const left = app.store.get('left');
      const info = app.value('info');
      const remedy = REMEDIES[app.actions.problem('sign-in')?.code];
      return el('div', { class: 'sign-in card' },
        el('h1', {}, 'Sign in'),
        el('p', { class: 'soft' }, info
          ? `Console of node ${info.node}, ${info.name}, for its administrators.`
          : 'Console of this node, for its administrators.'),
        left ? el('p', { class: 'notice ' + left.tone, role: 'status' }, left.reason) : null,
        form(app, 'sign-in', 'Sign in', signIn,
          field('Administrator’s token', el('input', {
            name: 'token', type: 'password', required: true, autocomplete: 'off', spellcheck: 'false', maxlength: 400,
          }), 'It begins with slt and is in the file admin.token of this node, or was shown when your account was made. It goes to this node alone and is not kept in the browser.')),
        remedy ? el('p', { class: 'hint' }, remedy) : null,
        el('p', { class: 'hint elsewhere' },
          [1, 2, 3].map((node) => [node, app.consoleOf(node)]).filter(([, address]) => address)
            .map(([node, address]) => el('a', { href: address }, `Console of node ${node}`)),
          el('a', { href: '../search/' }, 'Search page')));
    },
  };
}
