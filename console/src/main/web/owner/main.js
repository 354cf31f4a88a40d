// The owner's page: signs in with the key of the printed address, then follows the agent.

import { get, post } from '../common/call.js';
import { announce, byId, el, fill } from '../common/dom.js';
import { farewell, leave } from './leave.js';
import { follow } from './live.js';
import { overview } from './overview.js';
import { pictures } from './pictures.js';
import { policy } from './policy.js';
import { rounds } from './rounds.js';

const content = byId('content');
const connection = byId('connection');
let left = false;

/** The key leaves the address bar and the history before anything else. */
function takeKey() {
  const match = /^#key=(.+)$/.exec(location.hash);
  if (match) {
    history.replaceState(null, '', location.pathname);
  }
  return match ? match[1] : null;
}

async function signedIn() {
  const key = takeKey();
  if (key) {
    await post('/v1/sign-in', { key });
    return true;
  }
  return (await get('/v1/sign-in')).signedIn;
}

/** Nobody can go on from here without a terminal. */
function closed(title, text) {
  byId('sections').hidden = true;
  connection.hidden = true;
  fill(content, el('section', { 'aria-labelledby': 'closed-title' },
    el('h1', { id: 'closed-title', text: title }),
    el('div', { class: 'card' },
      el('p', { text }),
      el('p', {}, 'Print the address of the agent that runs now, and open it here:'),
      el('code', { class: 'secret', text: './sharelens owner page --config owner.yaml' }))));
}

function show() {
  const top = overview();
  const parts = [top, pictures(), rounds(), policy(), leave((result) => {
    left = true;
    end(result);
  })];
  let drawn = false;
  follow({
    view(view) {
      if (left) {
        return;
      }
      if (view.state === 'left' && !document.querySelector('dialog[open]')) {
        left = true;
        end(null);
        return;
      }
      if (!drawn) {
        drawn = true;
        fill(content, parts.map((p) => p.section));
        byId('sections').hidden = false;
      }
      parts.forEach((p) => p.draw(view));
    },
    lost() {
      if (!left) {
        fill(connection,
          el('p', {}, el('strong', { text: 'The agent does not answer. ' }), 'What is shown below is as it was; this page goes on by itself when the agent is back.'),
          el('p', { class: 'small', text: 'If it was stopped, start it again with ./sharelens owner run and open the address that it prints.' }));
        connection.hidden = false;
        top.lost();
      }
    },
    back(view) {
      connection.hidden = true;
      if (view && !left) {
        top.draw(view);
      }
      announce('The agent answers again');
    },
    signedOut() {
      if (!left) {
        closed('The agent was started again', 'Every start makes a new key, so this browser is signed out.');
      }
    },
  });
}

function end(result) {
  byId('sections').hidden = true;
  connection.hidden = true;
  farewell(content, result);
}

try {
  if (await signedIn()) {
    show();
  } else {
    closed('This browser is not signed in', 'The owner’s page opens with a key that only this machine’s user can read.');
  }
} catch (problem) {
  closed(problem.code === 'wrong-key' ? 'The key is not that of the agent that runs now' : 'The page could not be opened', problem.message);
}
