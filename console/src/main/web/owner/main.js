import { byId, el, fill } from '../common/dom.js';

fill(byId('main'), el('h1', { text: 'Your pictures' }));
