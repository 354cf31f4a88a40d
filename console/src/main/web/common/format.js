// Numbers, sizes and times in the reader's language.

const INTEGER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const SPANS = [
  ['year', 31557600],
  ['month', 2629800],
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

export function integer(n) {
  return INTEGER.format(n);
}

/** With so many digits that three count. */
export function number(n) {
  return new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 }).format(n);
}

/** 0.4213 as 42.1 %. */
export function percent(part) {
  return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(part);
}

/** Bytes in the unit that fits, in steps of 1000. */
export function bytes(n) {
  let unit = 0;
  let value = n;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(value);
}

/** Seconds as ms, s, or minutes and seconds. */
export function seconds(s) {
  if (s < 1) {
    return unit(s * 1000, 'millisecond', s < 0.01 ? 2 : 3);
  }
  if (s < 90) {
    return unit(s, 'second', 3);
  }
  const minutes = Math.floor(s / 60);
  return `${unit(minutes, 'minute', 6)} ${unit(Math.round(s - 60 * minutes), 'second', 2)}`;
}

function unit(value, name, digits) {
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumSignificantDigits: digits,
  }).format(value);
}

/** An ISO-8601 time. */
export function dateTime(iso) {
  return iso ? DATE_TIME.format(new Date(iso)) : '';
}

export function date(iso) {
  return iso ? DATE.format(new Date(iso)) : '';
}

/** "3 minutes ago", "in 2 days". */
export function ago(iso, now = Date.now()) {
  if (!iso) {
    return '';
  }
  const away = (new Date(iso).getTime() - now) / 1000;
  const [name, size] = SPANS.find(([, s]) => Math.abs(away) >= s) ?? ['second', 1];
  return RELATIVE.format(Math.trunc(away / size), name);
}

/** The first characters of a hash. */
export function short(hash, length = 12) {
  return hash && hash.length > length ? `${hash.slice(0, length)}…` : (hash ?? '');
}
