// Figures and texts as people read them.

const nothing = '–';

export const percent = part => (part === undefined || part === null ? nothing : (100 * part).toFixed(part > 0 && part < 0.1 ? 1 : 0) + ' %');

export const count = number => (number === undefined || number === null ? nothing : number.toLocaleString('en'));

export function millis(value) {
  if (value === undefined || value === null || Number.isNaN(value)) {
    return nothing;
  }
  if (value >= 10000) {
    return (value / 1000).toFixed(1) + ' s';
  }
  return (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2)) + ' ms';
}

export function bytes(value) {
  if (value === undefined || value === null) {
    return nothing;
  }
  for (const [size, unit] of [[2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [2 ** 10, 'KiB']]) {
    if (value >= size) {
      return (value / size).toFixed(value >= 100 * size ? 0 : 1) + ' ' + unit;
    }
  }
  return value + ' B';
}

export function seconds(value) {
  if (value === undefined || value === null) {
    return nothing;
  }
  return value >= 7200 ? (value / 3600).toFixed(1) + ' h' : value >= 120 ? (value / 60).toFixed(1) + ' min' : value.toFixed(value < 10 ? 1 : 0) + ' s';
}

/** An instant in the reader's own time, to the millisecond. */
export function instant(text) {
  const at = new Date(text);
  if (!text || Number.isNaN(at.getTime())) {
    return nothing;
  }
  const two = number => String(number).padStart(2, '0');
  const day = at.getFullYear() + '-' + two(at.getMonth() + 1) + '-' + two(at.getDate());
  const ms = String(at.getMilliseconds()).padStart(3, '0');
  return day + ' ' + two(at.getHours()) + ':' + two(at.getMinutes()) + ':' + two(at.getSeconds()) + '.' + ms;
}

const hidden = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** One line in which nothing hides: controls and what turns the direction are written as codes. */
export function plain(text) {
  return String(text).replace(hidden, code);
}

/** The same for texts of many lines. */
export function lines(text) {
  return String(text).replace(hidden, one => (one === '\n' || one === '\t' ? one : code(one)));
}

function code(one) {
  return '\\u' + one.charCodeAt(0).toString(16).padStart(4, '0');
}

/** JSON with line breaks and nothing else changed; the text itself when it is no JSON. */
export function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let out = '';
  let depth = 0;
  let before = '';
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g)) {
    const opened = before === '{' || before === '[';
    const closes = part === '}' || part === ']';
    depth -= closes ? 1 : 0;
    if (opened !== closes || before === ',') {
      out += '\n' + '  '.repeat(depth);
    } else if (before === ':') {
      out += ' ';
    }
    out += part;
    depth += part === '{' || part === '[' ? 1 : 0;
    before = part;
  }
  return out;
}
