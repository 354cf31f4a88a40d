/** Addresses within the console: `#/nodes`, `#/training/3`. What follows the first slash is the view's. */
export function here() {
  const [, name = '', ...rest] = location.hash.split('/').map(decode);
  return { name, rest };
}

export function go(name, ...rest) {
  location.hash = href(name, ...rest);
}

export function href(name, ...rest) {
  return ['#', ...[name, ...rest].map(encodeURIComponent)].join('/');
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
