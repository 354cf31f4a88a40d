/** Failed pictures with their cause, grouped, and another try. */
import { el } from '../../../common/dom.js';
import { bytes, integer } from '../../../common/format.js';
import { post } from '../../core/http.js';
import { action, empty, moment, table } from '../../core/parts.js';

export function failedPart(app) {
  async function retry(owner, pictures) {
    const answer = await post('/v1/admin/pictures/retry', { owner, pictures });
    await app.resources.loadAll('failedPictures', 'status', 'summary');
    return answer.retried === 1 ? '1 picture is extracted again.' : `${integer(answer.retried)} pictures are extracted again.`;
  }

  const button = (name, label, owner, pictures) =>
    action(app, name, label, () => retry(owner, pictures), { kind: 'compact' });

  return {
    draw(list) {
      if (!list.length) return empty('No picture has failed.', 'If one does, its cause stands here, with a button to try again.');
      const may = app.mayChange && app.node === 1;
      const causes = [...new Set(list.map((p) => p.cause ?? 'no cause recorded'))];
      return [
        el('ul', { class: 'causes' }, causes.map((cause) => {
          const n = list.filter((p) => (p.cause ?? 'no cause recorded') === cause).length;
          return el('li', {}, el('strong', {}, integer(n)), ' × ', cause);
        })),
        may ? el('p', {}, button('retry-all', 'Try all again', '', []))
          : el('p', { class: 'hint' }, 'Pictures are tried again from node 1’s console.'),
        table('Failed pictures', [
          { title: 'Picture', className: 'words', cell: (p) => p.picture },
          { title: 'Owner', className: 'words', cell: (p) => p.owner },
          { title: 'Cause', className: 'words', cell: (p) => p.cause ?? 'not recorded' },
          { title: 'Type', cell: (p) => p.mediaType },
          { title: 'Bytes here', number: true, cell: (p) => bytes(p.bytes) },
          { title: 'Begun', cell: (p) => moment(p.created) },
          ...(may ? [{ title: 'Change', cell: (p) => button(`retry-${p.owner}/${p.picture}`, 'Try again', p.owner, [p.picture]) }] : []),
        ], list, (p) => p.sequence),
        list.length >= 200 ? el('p', { class: 'hint' }, 'The newest 200 are shown; “Try all again” takes all of them.') : null,
      ];
    },
  };
}
