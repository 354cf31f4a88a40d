/** What needs somebody: a list made of what the console knows, the most urgent first. */
import { integer } from '../../../common/format.js';
import { href } from '../../core/router.js';

const FEW_DAYS = 30;
const URGENCY = { bad: 0, warn: 1, accent: 2 };

/** `[{tone, what, next, link, linkText}]` */
export function attention(app) {
  return [
    ...nodeTroubles(app.value('nodes') ?? []),
    ...changeTroubles(app.value('changes') ?? [], app.node),
    ...pictureTroubles(app.value('status')),
    ...roundTroubles(app.value('roundsNow')?.round ?? app.value('rounds')?.[0]),
    ...jobTroubles(app.value('jobs') ?? []),
  ].sort((a, b) => URGENCY[a.tone] - URGENCY[b.tone]);
}

function nodeTroubles(nodes) {
  const link = { link: href('nodes'), linkText: 'Nodes' };
  const found = [];
  for (const n of nodes) {
    if (!n.up) {
      found.push({ tone: 'bad', what: `Node ${n.node} is down.`, next: n.cause || 'Searches and extraction wait until it is back.', ...link });
    }
    if (n.up && n.sameScheme === false) {
      found.push({ tone: 'bad', what: `Node ${n.node} serves another scheme.`, next: 'Nodes compute together only with equal schemes.', ...link });
    }
    if (n.plugins.some((p) => !p.same)) {
      found.push({ tone: 'bad', what: `Node ${n.node} has other plugins.`, next: 'Install the same build at all nodes.', ...link });
    }
    const days = n.certificate?.daysLeft;
    if (days !== undefined && days < FEW_DAYS) {
      found.push({
        tone: days < 7 ? 'bad' : 'warn',
        what: days < 0 ? `The certificate of node ${n.node} is over.` : `The certificate of node ${n.node} ends in ${integer(days)} days.`,
        next: 'Replace node.pem and node.key, and restart that node.',
        ...link,
      });
    }
  }
  return found;
}

/** Changes that are under way; more than one at a time means that administrators disagree. */
function changeTroubles(changes, node) {
  const link = { link: href('scheme'), linkText: 'Scheme' };
  return changes.filter((c) => ['PROPOSED', 'APPROVED', 'STAGING'].includes(c.state)).map((c) => {
    if (c.state === 'PROPOSED' && !c.approved) {
      return { tone: 'warn', what: `A change to the scheme ${c.name} waits for your approval.`, next: 'Look at what it reveals, then approve or reject it.', ...link };
    }
    if (c.state === 'STAGING') {
      return { tone: 'accent', what: `The scheme ${c.name} is being made ready.`, next: `${integer(c.done)} of ${integer(c.total)} pictures.`, ...link };
    }
    return { tone: 'accent', what: `A change to the scheme ${c.name} is under way.`, next: c.cause ?? (node ? 'It waits for others.' : ''), ...link };
  });
}

function pictureTroubles(status) {
  if (!status) return [];
  const link = { link: href('pictures'), linkText: 'Pictures and jobs' };
  const found = [];
  if (status.failed) {
    found.push({ tone: 'warn', what: status.failed === 1 ? '1 picture failed.' : `${integer(status.failed)} pictures failed.`, next: 'Look at the causes; they can be tried again.', ...link });
  }
  if (status.switching) {
    found.push({ tone: 'accent', what: `Pictures are extracted again under version ${status.switching.version}.`, next: `${integer(status.switching.done)} of ${integer(status.switching.total)}.`, ...link });
  }
  return found;
}

function roundTroubles(round) {
  if (!round) return [];
  const link = { link: href('training', 'rounds', round.number), linkText: 'Training' };
  if (round.state === 'FAILED') {
    return [{ tone: 'warn', what: `Round ${round.number} failed.`, next: round.cause ?? '', ...link }];
  }
  if (round.state === 'PUBLISHED') return [];
  return [{ tone: 'accent', what: `Training round ${round.number} is running.`, next: `${integer(round.owners.length)} owners take part.`, ...link }];
}

/** Failures of the last day that are not searches: those were told to who searched. */
function jobTroubles(jobs) {
  const recent = jobs.filter((j) => j.state === 'FAILED' && j.kind !== 'search' && Date.now() - new Date(j.ended ?? j.created) < 86_400_000);
  const last = recent[0];
  if (!last) return [];
  return [{
    tone: 'warn',
    what: recent.length === 1 ? `A job failed: ${last.kind}.` : `${integer(recent.length)} jobs failed within a day.`,
    next: last.cause ?? '',
    link: href('pictures'),
    linkText: 'Pictures and jobs',
  }];
}
