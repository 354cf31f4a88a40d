import { el, fill } from '../../common/dom.js';
import { bytes, integer } from '../../common/format.js';
import { typeOf } from '../picture/head.js';

const EXTENSIONS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/webp': 'webp',
};

/** The pictures that were found, as blobs of this page and nothing else. */
export class Results {
  #urls = [];

  constructor() {
    this.element = el('section', { class: 'results', 'aria-labelledby': 'results-heading', hidden: true });
  }

  /** Takes the pictures away and gives their memory back. */
  clear() {
    this.#urls.forEach((url) => URL.revokeObjectURL(url));
    this.#urls = [];
    this.element.hidden = true;
    fill(this.element);
  }

  /**
   * Puts the pictures of an outcome together and shows them.
   *
   * @param {object} outcome of search()
   */
  async show(outcome) {
    this.clear();
    const heading = el('h2', { id: 'results-heading', tabindex: '-1', text: title(outcome.pictures.length) });
    const cards = [];
    for (const picture of outcome.pictures) {
      cards.push(this.#card(picture, await content(picture)));
    }
    fill(
      this.element,
      el('div', { class: 'row spread' }, heading, remark(outcome)),
      cards.length ? el('ol', { class: 'found' }, cards) : nothing(),
    );
    this.element.hidden = false;
    heading.focus();
  }

  #card(picture, file) {
    const label = `Rank ${picture.rank}, ${cut(picture.id)} of ${cut(picture.owner)}`;
    return el(
      'li',
      { class: 'found-card', 'data-rank': picture.rank },
      el('div', { class: 'found-picture' }, this.#image(picture, file, label), el('span', { class: 'rank', text: integer(picture.rank), 'aria-hidden': 'true' })),
      el(
        'div',
        { class: 'found-text' },
        el('p', { class: 'found-id', title: picture.id.slice(0, 300), text: cut(picture.id, 48) }),
        el('p', { class: 'small soft' }, 'Owner ', el('strong', { class: 'found-owner', text: cut(picture.owner, 48) })),
        el('p', { class: 'small soft', text: bytes(picture.bytes) }),
        el('p', { class: 'small soft score', title: 'Smaller is nearer', text: `Score ${integer(picture.score)}` }),
        file && this.#download(picture, file, label),
      ),
    );
  }

  #image(picture, file, label) {
    const type = file && typeOf(file);
    if (!type) {
      return el('p', { class: 'no-picture', text: file ? 'Not a picture that browsers can show' : 'Its shares do not fit together' });
    }
    const image = el('img', { src: this.#url(file, type), alt: label, decoding: 'async' });
    image.onerror = () => image.replaceWith(el('p', { class: 'no-picture', text: 'This picture is damaged' }));
    return image;
  }

  #download(picture, file, label) {
    // Anything that is no picture is only ever saved, never opened as a page of this address.
    const type = typeOf(file);
    return el('a', {
      class: 'button compact',
      href: this.#url(file, type || 'application/octet-stream'),
      download: fileName(picture, type),
      'aria-label': `Download: ${label}`,
      text: 'Download',
    });
  }

  #url(file, type) {
    const url = URL.createObjectURL(new Blob([file], { type }));
    this.#urls.push(url);
    return url;
  }
}

async function content(picture) {
  try {
    return await picture.content();
  } catch {
    return undefined;
  }
}

function title(count) {
  return count === 1 ? 'The nearest picture' : count ? `The ${integer(count)} nearest pictures` : 'Nothing was found';
}

function remark({ pictures, asked }) {
  const few = pictures.length < asked ? `You asked for ${integer(asked)}; there are no more that you may search.` : '';
  return pictures.length > 0 && el('p', { class: 'small soft', text: few || 'A smaller score is nearer.' });
}

function nothing() {
  return el(
    'div',
    { class: 'empty' },
    el('p', { text: 'The owners who granted you searching have no searchable pictures yet.' }),
    el('p', { text: 'Try again when their pictures have been taken in, or ask another owner to grant you searching.' }),
  );
}

/** A name that is safe in every file system, with the extension of what the file is. */
export function fileName({ rank, id, owner }, type) {
  const plain = (text) => text.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+/, '').slice(0, 60);
  const extension = EXTENSIONS[type] ?? 'bin';
  const name = [`${rank}`, plain(owner), plain(id)].filter(Boolean).join('-');
  return name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`;
}

function cut(text, most = 120) {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
