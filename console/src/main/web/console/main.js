/** The admin console of one node: who is signed in, which view is shown, what is live. */
import { byId, el } from '../common/dom.js';
import { App } from './core/app.js';
import { remove, whenSignedOut } from './core/http.js';
import { Live } from './core/live.js';
import { draw } from './core/morph.js';
import { TOPICS } from './core/resources.js';
import { here } from './core/router.js';
import { closeMenu, downNotice, drawShell } from './core/shell.js';
import { signInView, whoIsSignedIn } from './views/sign-in.js';
import { VIEWS } from './views/views.js';

const REST_AFTER_MS = 60_000;
const REDRAW_MS = 10_000;

const app = new App();
const live = new Live(TOPICS, {
  value: (topic, value) => app.resources.arrived(topic, value),
  state: (state) => {
    const before = app.store.get('live');
    app.store.set('live', state);
    if (state === 'live' && before !== 'live') app.resources.refresh();
    if (state === 'down') app.announce('This node does not answer.');
  },
  signedOut: (problem) => leave(problem?.detail ?? 'Your session has ended. Sign in again.'),
});

let shown = null;
let shownName = '';

function view() {
  const { name } = here();
  return VIEWS.find((v) => v.name === name) ?? VIEWS[0];
}

function render() {
  if (app.store.get('asked') !== true) return;
  const who = app.who;
  const current = who ? view().name : '';
  if (!who) {
    shown ??= signInView(app, enter);
    shownName = '';
  } else if (shown === null || shownName !== current) {
    shown = view().make(app);
    shownName = current;
    app.resources.want(['info', 'pages', 'nodes', 'changes', ...(shown.needs ?? [])]);
  }
  document.body.classList.toggle('signed-out', !who);
  document.title = [who ? view().title : 'Sign in', app.node ? `Node ${app.node}` : '', 'ShareLens'].filter(Boolean).join(' · ');
  drawShell(app, VIEWS, current, signOut);
  const inside = el('div', { class: 'view' }, who ? [downNotice(app), shown.draw()] : shown.draw());
  inside.key = 'view-' + (who ? current : 'sign-in');
  draw(byId('main'), inside);
}

function enter(who) {
  shown = null;
  app.store.set('who', who);
  live.start();
}

async function signOut() {
  await remove('/v1/sign-in');
  leave('You are signed out.', 'good');
}

function leave(reason, tone = 'warn') {
  if (!app.who) return;
  live.stop();
  shown = null;
  app.resources.forget();
  app.store.set('asked', true);
  app.store.set('left', { reason, tone });
  app.resources.loadAll('info', 'pages');
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
}

whenSignedOut((problem) => leave(problem.message));
app.store.listen(render);
window.addEventListener('hashchange', () => {
  closeMenu();
  render();
  byId('main').focus({ preventScroll: true });
  window.scrollTo(0, 0);
});

// A browser has few connections for a node: pages that nobody looks at give theirs back.
let resting = 0;
document.addEventListener('visibilitychange', () => {
  clearTimeout(resting);
  if (document.hidden) {
    resting = setTimeout(() => live.stop(), REST_AFTER_MS);
  } else if (app.who && !live.running) {
    live.start();
    app.resources.refresh();
  }
});

// What is told as "3 minutes ago" grows older without any event.
setInterval(() => app.redraw(), REDRAW_MS);

whoIsSignedIn().then((answer) => {
  app.store.set('asked', true);
  if (answer.who) enter(answer.who);
  else app.store.set('left', answer.left);
});
app.resources.loadAll('info', 'pages');
