// Words of the owner's page.

import { integer } from '../common/format.js';

/** "1 picture", "1,200 pictures". */
export function many(n, thing) {
  return `${integer(n)} ${thing}${n === 1 ? '' : 's'}`;
}
