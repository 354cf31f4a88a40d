// The agent's server-sent events, and how the page knows that the agent is gone.

import { get } from '../common/call.js';

/** The agent says something at least every second. */
const SILENCE = 3500;
const LOOK = 500;
const AGAIN = 2000;

/**
 * Follows the agent.
 *
 * @param on `view(view)` for each change, `lost()` when nothing was heard for a while, `back(view)` when
 *   it is heard again, `signedOut()` when it runs but does not know this browser
 */
export function follow(on) {
  let source = null;
  let heard = Date.now();
  let lost = false;
  let over = false;
  let last = null;

  function alive() {
    heard = Date.now();
    if (lost) {
      lost = false;
      on.back(last);
    }
  }

  function open() {
    source?.close();
    source = new EventSource('/v1/agent/events');
    source.addEventListener('agent', (event) => {
      last = JSON.parse(event.data);
      alive();
      over = last.state === 'left';
      on.view(last);
    });
    source.addEventListener('alive', alive);
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(again, AGAIN);
      }
    });
  }

  /** The stream was refused: by an agent that was started anew, or by nobody. */
  async function again() {
    try {
      const { signedIn } = await get('/v1/sign-in', { timeout: 3000 });
      if (!signedIn) {
        on.signedOut();
        return;
      }
      open();
    } catch {
      setTimeout(again, AGAIN);
    }
  }

  setInterval(() => {
    if (!lost && !over && Date.now() - heard > SILENCE) {
      lost = true;
      on.lost();
    }
  }, LOOK);
  open();
}
