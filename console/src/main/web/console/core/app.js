/** What every view is given: the store, calls by name, actions, dialogs and where we are. */
import { announce } from '../../common/dom.js';
import { Actions } from './actions.js';
import { confirmDialog, showDialog } from './dialog.js';
import { Resources } from './resources.js';
import { here } from './router.js';
import { Store } from './store.js';

const TOAST_MS = 8_000;

export class App {
  store = new Store();
  resources = new Resources(this.store);
  actions = new Actions(() => this.store.changed(), (text) => this.say(text));
  #toastEnds = 0;

  /** `{name, role, scope, node, expires}` of who is signed in, or null. */
  get who() {
    return this.store.get('who') ?? null;
  }

  /** The node's number; 0 before it is known. */
  get node() {
    return this.resources.value('info')?.node ?? this.who?.node ?? 0;
  }

  /** Address of another node's console, or null where it is this one's or not known. */
  consoleOf(node) {
    const pages = this.value('pages');
    return pages && pages.servedBy !== node && pages.nodes[node - 1] ? `${pages.nodes[node - 1]}/console/` : null;
  }

  /** Whether this token may change anything. */
  get mayChange() {
    return this.who?.scope !== 'read';
  }

  /** A resource's value, undefined while it is not there. */
  value(name) {
    return this.resources.value(name);
  }

  get place() {
    return here();
  }

  redraw() {
    this.store.changed();
  }

  confirm(question) {
    return confirmDialog(question);
  }

  show(title, children, label) {
    return showDialog(title, children, label);
  }

  /** Says what worked, to eyes and to screen readers. */
  say(text) {
    const toast = document.getElementById('toast');
    toast.textContent = text;
    toast.classList.add('shown');
    clearTimeout(this.#toastEnds);
    this.#toastEnds = setTimeout(() => {
      toast.classList.remove('shown');
      toast.textContent = '';
    }, TOAST_MS);
  }

  announce(text) {
    announce(text);
  }
}
