import { Problem } from '../../common/problem.js';
import { joinFile, joinWord } from './shares.js';

/**
 * Joins the answers of nodes 1 and 2, nearest picture first.
 *
 * @param {ReturnType<typeof import('./answer.js').readAnswer>} first
 * @param {ReturnType<typeof import('./answer.js').readAnswer>} second
 * @returns {{searchId: string, epoch: number, model: string, costs: object[], pictures: {rank:
 *     number, id: string, owner: string, mediaType: string, bytes: number, score: number, content:
 *     () => Promise<Uint8Array>}[]}}
 */
export function outcomeOf(first, second) {
  const a = first.result;
  const b = second.result;
  require(a.searchId === b.searchId, 'searches');
  require(a.epoch === b.epoch, 'epochs');
  require(a.model === b.model, 'models');
  require(a.results.length === b.results.length, 'numbers of results');
  const places = a.results.map((x, place) => {
    const y = b.results[place];
    require(
      x.pictureId === y.pictureId && x.owner === y.owner && x.attempt === y.attempt && x.bytes === y.bytes,
      'pictures',
    );
    return { place, hit: x, score: joinWord(x.scoreShare, y.scoreShare) };
  });
  // A ranking may return its k in any order, so that the order does not leak; stable for ties.
  places.sort((x, y) => x.score - y.score);
  return {
    searchId: a.searchId,
    epoch: a.epoch,
    model: a.model,
    costs: [a.cost, b.cost],
    pictures: places.map(({ place, hit, score }, i) => ({
      rank: i + 1,
      id: hit.pictureId,
      owner: hit.owner,
      mediaType: hit.mediaType,
      bytes: hit.bytes,
      score,
      content: () =>
        joinFile(
          { form: hit.form, share: first.shares[place] },
          { form: b.results[place].form, share: second.shares[place] },
          hit.bytes,
        ),
    })),
  };
}

function require(same, what) {
  if (!same) {
    throw new Problem('shares-differ', `The nodes answered for different ${what}.`);
  }
}
