/** Header, navigation and the place of the view. */
import { byId, el } from '../../common/dom.js';
import { draw } from './morph.js';
import { action, badge } from './parts.js';
import { href } from './router.js';

const LIVE_WORDS = {
  connecting: ['Connecting', 'plain'],
  live: ['Live', 'good'],
  reconnecting: ['Reconnecting', 'warn'],
  down: ['No answer', 'bad'],
};

let menuOpen = false;

/** Closes the menu of narrow screens. */
export function closeMenu() {
  menuOpen = false;
}

/**
 * @param views `[{name, title}]` in the order of the navigation
 * @param current name of the one that is shown
 */
export function drawShell(app, views, current, signOut) {
  const info = app.value('info');
  const who = app.who;
  const node = info ? `Node ${info.node}` : 'Node';
  draw(byId('header'), [
    el('div', { class: 'brand' },
      el('img', { src: '../common/mark.svg', alt: '', width: 28, height: 28 }),
      el('span', { class: 'brand-name' }, 'ShareLens'),
      el('span', { class: 'brand-node' }, info ? `${node} · ${info.name}` : node)),
    who ? el('div', { class: 'header-end' },
      liveBadge(app),
      el('span', { class: 'who' }, el('span', { class: 'soft' }, 'Signed in as '), el('strong', {}, who.name),
        app.mayChange ? null : [' ', badge('read only', 'accent')]),
      action(app, 'sign-out', 'Sign out', signOut, { kind: 'compact' }),
      el('button', {
        type: 'button', class: 'menu-button compact', 'aria-expanded': String(menuOpen), 'aria-controls': 'navigation',
        onclick: () => { menuOpen = !menuOpen; app.redraw(); },
      }, 'Menu')) : null,
  ]);
  const navigation = byId('navigation');
  navigation.classList.toggle('open', menuOpen);
  navigation.hidden = !who;
  draw(navigation, el('ul', {}, views.map((v) => el('li', {},
    el('a', { href: href(v.name), 'aria-current': v.name === current ? 'page' : null }, v.title,
      v.mark?.(app) ? el('span', { class: 'nav-mark' }, v.mark(app)) : null)))));
}

function liveBadge(app) {
  const [word, tone] = LIVE_WORDS[app.store.get('live') ?? 'connecting'];
  return el('span', { class: 'live', role: 'status' }, badge(word, tone));
}

/** What stands above every view while the node is away. */
export function downNotice(app) {
  if (app.store.get('live') !== 'down') return null;
  return el('div', { class: 'notice bad down', role: 'alert' },
    el('p', {}, el('strong', {}, 'This node does not answer.')),
    el('p', {}, 'What you see is what was last known. The page goes on by itself as soon as the node is back.'));
}
