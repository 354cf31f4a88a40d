/** Scheme: what serves and what changes, choosing another one, and the model's layers. */
import { el } from '../../../common/dom.js';
import { loaded, section } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { changesPart } from './changes.js';
import { chooserPart } from './chooser.js';
import { modelPart } from './model.js';
import { servingPart } from './serving.js';

const TABS = [['serving', 'Serving and changes'], ['choose', 'Choose a scheme'], ['model', 'Model layers']];

export function scheme(app) {
  const chooser = chooserPart(app);
  const model = modelPart(app);
  return {
    needs: ['options', 'changes', 'versions', 'status'],
    draw() {
      const [tab = 'serving', sha256] = app.place.rest;
      const body = {
        serving: () => [
          changesPart(app),
          section('What serves', {}, loaded(app, 'options', (options) => servingPart(options.serving))),
        ],
        choose: () => loaded(app, 'options', (options) => chooser.draw(options)),
        model: () => model.draw(sha256),
      };
      return [
        el('h1', {}, 'Scheme'),
        el('p', { class: 'lead' }, 'How queries are computed, and what that reveals. A change needs the approval of each node’s administrator, at that node.'),
        el('nav', { class: 'tabs', 'aria-label': 'Scheme' }, TABS.map(([name, title]) =>
          el('a', { href: href('scheme', name), 'aria-current': name === tab ? 'page' : null }, title))),
        (body[tab] ?? body.serving)(),
      ];
    },
  };
}
