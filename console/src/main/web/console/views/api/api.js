/** The node's interface, rendered from its OpenAPI document by Swagger UI, loaded when it is looked at. */
import { el } from '../../../common/dom.js';
import { section } from '../../core/parts.js';
import './swagger.js';

export function api(app) {
  return {
    needs: [],
    draw() {
      const box = el('lens-swagger', {});
      box.spec = { mayChange: app.mayChange };
      return [
        el('h1', {}, 'API'),
        el('p', { class: 'lead' }, 'Everything this console does is a call of this interface. Programs send a token as ',
          el('code', {}, 'Authorization: Bearer …'), '; calls from here go with your session.'),
        section('Interface of this node', { key: 'api' },
          el('p', {}, el('a', { href: '/v1/openapi.json' }, 'The OpenAPI document')), box),
      ];
    },
  };
}
