/** Swagger UI in an element of its own. */
import { el, fill } from '../../../common/dom.js';
import { lazyScript, lazyStyle } from '../../../common/lazy.js';
import { Problem } from '../../../common/problem.js';
import { get } from '../../core/http.js';

class Swagger extends HTMLElement {
  spec = null;
  #shown = false;

  connectedCallback() {
    if (!this.#shown) this.#show();
  }

  async #show() {
    this.#shown = true;
    fill(this, el('p', { class: 'soft', role: 'status' }, 'Loading…'));
    try {
      const [document] = await Promise.all([
        get('/v1/openapi.json'),
        lazyScript('../vendor/swagger-ui.js'),
        lazyStyle('../vendor/swagger-ui.css'),
      ]);
      const place = el('div', { class: 'swagger' });
      fill(this, place);
      globalThis.SwaggerUIBundle({
        domNode: place,
        spec: document,
        deepLinking: false,
        docExpansion: 'none',
        tagsSorter: 'alpha',
        operationsSorter: 'alpha',
        defaultModelsExpandDepth: 0,
        validatorUrl: null,
        supportedSubmitMethods: this.spec?.mayChange ? ['get', 'put', 'post', 'delete', 'patch'] : ['get'],
        requestInterceptor: (request) => {
          request.headers['X-ShareLens'] = '1';
          return request;
        },
      });
    } catch (e) {
      this.#shown = false;
      fill(this, el('p', { class: 'notice bad', role: 'alert' }, Problem.from(e).message),
        el('button', { type: 'button', onclick: () => this.#show() }, 'Try again'));
    }
  }
}

customElements.define('lens-swagger', Swagger);
