/**
 * Brings a part of the page to what a view has just drawn, touching only what differs: focus,
 * selection, scrolling and what somebody is typing stay.
 *
 * Elements with another tag or `key` are replaced. Custom elements (a hyphen in the name) draw
 * themselves: they get the new `spec` and keep their inside.
 */
const HANDLERS = ['onclick', 'onchange', 'oninput', 'onsubmit', 'onkeydown'];

/** Makes the children of `parent` those given. */
export function draw(parent, ...children) {
  const fresh = document.createElement(parent.nodeName);
  fresh.append(...children.flat(9).filter((c) => c !== null && c !== undefined && c !== false));
  morphChildren(parent, fresh);
}

function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName || old.key !== fresh.key) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  morphAttributes(old, fresh);
  for (const handler of HANDLERS) {
    if (old[handler] !== fresh[handler]) old[handler] = fresh[handler];
  }
  if (old.localName.includes('-')) {
    old.spec = fresh.spec;
    return;
  }
  morphChildren(old, fresh);
  morphControl(old, fresh);
}

function morphAttributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    // Whether a <details> is open is the reader's choice.
    if (!fresh.hasAttribute(name) && !(old.localName === 'details' && name === 'open')) {
      old.removeAttribute(name);
    }
  }
}

/** Ticks and choices follow the view; text fields keep what is being typed. */
function morphControl(old, fresh) {
  if (old.localName === 'input' && (old.type === 'checkbox' || old.type === 'radio')) {
    old.checked = fresh.checked;
  } else if (old.localName === 'select' && fresh.chosen !== undefined) {
    old.value = fresh.chosen;
  }
}

function morphChildren(parent, freshParent) {
  const keyed = new Map();
  for (const child of parent.childNodes) {
    if (child.key !== undefined) keyed.set(child.key, child);
  }
  let at = parent.firstChild;
  for (const fresh of [...freshParent.childNodes]) {
    const known = fresh.key === undefined ? undefined : keyed.get(fresh.key);
    if (known) {
      keyed.delete(fresh.key);
      if (known === at) {
        at = at.nextSibling;
      } else {
        parent.insertBefore(known, at);
      }
      morph(known, fresh);
    } else if (at && at.key === undefined && fresh.key === undefined) {
      const next = at.nextSibling;
      morph(at, fresh);
      at = next;
    } else {
      parent.insertBefore(fresh, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}
