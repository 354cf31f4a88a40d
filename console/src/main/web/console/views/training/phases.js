/** Phases of a round: words, order, and the bar of their durations. */
import { svg } from '../../../common/dom.js';
import { seconds } from '../../../common/format.js';

export const PHASES = ['OPEN', 'COLLECTING', 'AGGREGATING', 'CALIBRATING'];

export const WORDS = {
  OPEN: 'waiting for owners',
  COLLECTING: 'owners train and upload',
  AGGREGATING: 'nodes open the sum',
  CALIBRATING: 'owners measure the result',
  PUBLISHED: 'published',
  FAILED: 'failed',
};

export const TONES = { PUBLISHED: 'good', FAILED: 'bad', OPEN: 'plain', COLLECTING: 'accent', AGGREGATING: 'accent', CALIBRATING: 'accent' };

export const over = (round) => round.state === 'PUBLISHED' || round.state === 'FAILED';

/** Seconds of all phases that are over. */
export const whole = (round) => round.phases.reduce((s, p) => s + p.seconds, 0);

/**
 * @param longest seconds that fill the width
 */
export function phaseBar(round, longest) {
  const words = round.phases.map((p) => `${WORDS[p.phase]} ${seconds(p.seconds)}`).join(', ');
  let at = 0;
  return svg('svg', {
    class: 'bar', viewBox: '0 0 1000 16', preserveAspectRatio: 'none', role: 'img',
    'aria-label': `Round ${round.number}: ${words || 'no phase is over'}`,
  }, round.phases.map((p) => {
    const from = at;
    at += longest > 0 ? (p.seconds / longest) * 1000 : 0;
    return svg('rect', { x: from, y: 0, width: Math.max(2, at - from - 2), height: 16, class: 'phase-' + p.phase.toLowerCase() },
      svg('title', {}, `${WORDS[p.phase]}: ${seconds(p.seconds)}`));
  }));
}
