// Loads later what <meta name="lazy" content="../vendor/x.js"> names, with the hash that the build wrote there.

const loaded = new Map();

function integrityOf(path) {
  const meta = [...document.querySelectorAll('meta[name="lazy"]')].find((m) => m.content === path);
  if (!meta?.dataset.integrity) {
    throw new Error(`${path} is not one of the page's files`);
  }
  return meta.dataset.integrity;
}

function link(attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement('link'), attributes);
    element.addEventListener('load', resolve, { once: true });
    element.addEventListener('error', () => reject(new Error(`${attributes.href} did not load`)), { once: true });
    document.head.append(element);
  });
}

/** A module by the path that the meta element names. */
export function lazyModule(path) {
  if (!loaded.has(path)) {
    const loading = link({ rel: 'modulepreload', href: path, integrity: integrityOf(path) })
      .then(() => import(new URL(path, document.baseURI).href));
    loading.catch(() => loaded.delete(path));
    loaded.set(path, loading);
  }
  return loaded.get(path);
}

/** A style sheet by the path that the meta element names. */
export function lazyStyle(path) {
  if (!loaded.has(path)) {
    const loading = link({ rel: 'stylesheet', href: path, integrity: integrityOf(path) });
    loading.catch(() => loaded.delete(path));
    loaded.set(path, loading);
  }
  return loaded.get(path);
}

/** A script that is no module, such as one that leaves what it makes in a global. */
export function lazyScript(path) {
  if (!loaded.has(path)) {
    const loading = new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src: path, integrity: integrityOf(path) });
      script.addEventListener('load', resolve, { once: true });
      script.addEventListener('error', () => reject(new Error(`${path} did not load`)), { once: true });
      document.head.append(script);
    });
    loading.catch(() => loaded.delete(path));
    loaded.set(path, loading);
  }
  return loaded.get(path);
}
