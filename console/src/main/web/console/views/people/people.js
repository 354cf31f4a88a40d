/** People: accounts with their tokens, who may find whose pictures, and who changed what. */
import { el } from '../../../common/dom.js';
import { loaded, section } from '../../core/parts.js';
import { href } from '../../core/router.js';
import { accountPart } from './accounts.js';
import { auditPart } from './audit.js';
import { grantPart } from './grants.js';

const TABS = [['accounts', 'Accounts'], ['grants', 'Grants'], ['audit', 'Audit log']];

export function people(app) {
  const accounts = accountPart(app);
  const audit = auditPart(app);
  return {
    needs: ['principals'],
    draw() {
      const [tab = 'accounts'] = app.place.rest;
      const body = {
        accounts: () => loaded(app, 'principals', (all) => accounts.draw(all)),
        grants: () => section('Who may find whose pictures', {
          hint: 'A tick lets the user find all of the owner’s pictures. It acts on the next search, and must be set at nodes 1 and 2 alike.',
        }, loaded(app, 'principals', (all) => grantPart(app, all))),
        audit: () => audit.draw(),
      };
      return [
        el('h1', {}, 'People'),
        el('p', { class: 'lead' }, `Accounts of node ${app.node || 'this one'}. Each node keeps its own: make the same account at nodes 1 and 2, under the same name.`),
        el('nav', { class: 'tabs', 'aria-label': 'People' }, TABS.map(([name, title]) =>
          el('a', { href: href('people', name), 'aria-current': name === tab ? 'page' : null }, title))),
        (body[tab] ?? body.accounts)(),
      ];
    },
  };
}
