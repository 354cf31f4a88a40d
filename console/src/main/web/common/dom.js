// Building the page. Text from anywhere goes in as text: nothing here parses HTML.

/**
 * An element. Attributes: `class`, `text`, `on<event>` (a function, set as the element's own property so
 * that whoever redraws can compare and replace it), anything else as an attribute;
 * true stands for an empty one, false, null and undefined for none.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  apply(element, attributes);
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  apply(element, attributes);
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

function apply(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key === 'text') {
      element.textContent = value;
    } else if (key.startsWith('on')) {
      element[key] = value;
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
}

/** The element with an id; it is a mistake of the page if there is none. */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) {
    throw new Error(`the page has no #${id}`);
  }
  return element;
}

/** Puts `children` in the place of everything in `element`. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** Says something to screen readers; the page has one element `#announcer` with `aria-live`. */
export function announce(text) {
  const announcer = document.getElementById('announcer');
  if (announcer && announcer.textContent !== text) {
    announcer.textContent = text;
  }
}
