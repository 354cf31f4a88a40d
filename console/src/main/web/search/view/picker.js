import { el, fill } from '../../common/dom.js';
import { bytes } from '../../common/format.js';

/**
 * The query picture: dropped, pasted or chosen. Shows a preview, made by the browser from the file
 * itself; nothing is sent.
 */
export class Picker {
  #chosen;
  #url = '';
  #input;
  #shown = el('div', { class: 'drop-inside' });

  /**
   * @param {(file: File) => void} chosen told of each file, whatever it may be
   */
  constructor(chosen) {
    this.#chosen = chosen;
    this.#input = el('input', {
      type: 'file',
      id: 'file',
      class: 'visually-hidden',
      accept: 'image/jpeg,image/png,image/gif,image/bmp,image/webp',
      'aria-label': 'Query picture',
      onchange: () => {
        this.#take(this.#input.files);
        this.#input.value = ''; // the same file may be chosen again
      },
    });
    this.element = el('div', { class: 'drop', id: 'drop' }, this.#input, this.#shown);
    this.#empty();
    this.#listen();
  }

  /** Takes the preview away, for a file that is no picture. */
  clear() {
    this.#release();
    this.#empty();
  }

  /** Shows a file as the query. */
  show(file) {
    this.#release();
    this.#url = URL.createObjectURL(file);
    const image = el('img', { class: 'query-picture', src: this.#url, alt: 'Your query picture' });
    image.onerror = () => image.replaceWith(el('p', { class: 'soft', text: 'No preview' }));
    fill(
      this.#shown,
      image,
      el('p', { class: 'file-name', title: file.name.slice(0, 300), text: shorten(file.name) }),
      el('p', { class: 'hint', text: bytes(file.size) }),
      this.#button('Choose another'),
    );
  }

  #empty() {
    fill(
      this.#shown,
      el('p', { class: 'drop-title', text: 'Drop a picture here' }),
      el('p', { class: 'hint', text: 'or paste one with Ctrl V. JPEG, PNG, GIF, BMP or WebP.' }),
      this.#button('Choose a picture'),
    );
  }

  #button(text) {
    return el('button', { type: 'button', text, onclick: () => this.#input.click() });
  }

  #release() {
    if (this.#url) {
      URL.revokeObjectURL(this.#url);
      this.#url = '';
    }
  }

  /** The whole window takes drops, so that a near miss does not open the file instead. */
  #listen() {
    let inside = 0;
    const mark = () => this.element.classList.toggle('over', inside > 0);
    addEventListener('dragenter', (e) => {
      e.preventDefault();
      inside++;
      mark();
    });
    addEventListener('dragleave', () => {
      inside = Math.max(0, inside - 1);
      mark();
    });
    addEventListener('dragover', (e) => e.preventDefault());
    addEventListener('drop', (e) => {
      e.preventDefault();
      inside = 0;
      mark();
      this.#take(e.dataTransfer?.files);
    });
    addEventListener('paste', (e) => {
      if (e.clipboardData?.files.length) {
        e.preventDefault();
        this.#take(e.clipboardData.files);
      }
    });
  }

  #take(files) {
    if (files?.length) {
      this.#chosen(files[0]);
    }
  }
}

/** Names of files may have hundreds of characters; the end tells the kind. */
export function shorten(name, most = 60) {
  return name.length <= most ? name : `${name.slice(0, most - 16)}…${name.slice(-15)}`;
}
