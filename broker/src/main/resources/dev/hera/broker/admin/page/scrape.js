// What the brokers count, as series over time: rates from counters, quantiles from the buckets of
// histograms, both between two looks. An hour of looks is kept in this page; the brokers keep one
// each half minute, for the time before it was opened.

export const kept = 720;

/** Seconds around a look of the page's own in which no broker's is needed. */
const near = 15;

/** What is asked of brokers' past for a kind: a broker's figures come with the platform's. */
export const kindOf = kind => (kind === 'broker' ? 'all' : kind);

/**
 * Looks of brokers' pasts as one list of `{at, brokers}`, from where it is known of each. A broker
 * that missed an instant stands as it was; one that is away, or was started in between, is missed.
 */
export function past(brokers) {
  if (brokers.some(one => !one.answered)) {
    return [];
  }
  const since = Math.max(0, ...brokers.filter(one => !one.fromStart).map(one => one.looks[0]?.at ?? Infinity));
  const instants = [...new Set(brokers.flatMap(one => one.looks.map(look => look.at)))].filter(at => at >= since).sort((a, b) => a - b);
  return instants.map(at => ({ at, brokers: brokers.map(one => then(one, at)).filter(one => one !== null) }));
}

function then({ broker, looks }, at) {
  const look = looks.findLast(one => one.at <= at);
  return look ? { broker, answered: true, lines: look.lines } : null;
}

const line = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;
const unescape = text => text.replace(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one));

/** Counters and gauges of one look at all brokers, summed under the names that charts ask for. */
export function sums(brokers) {
  const all = new Map();
  const add = (key, value) => all.set(key, (all.get(key) || 0) + value);
  for (const { broker, answered, lines } of brokers) {
    if (answered) {
      for (const text of lines.split('\n')) {
        take(text, broker, add);
      }
    }
  }
  return all;
}

function take(text, broker, add) {
  const found = line.exec(text);
  if (!found) {
    return;
  }
  const [, name, labels = '', value] = found;
  const l = {};
  for (const [, key, said] of labels.matchAll(label)) {
    l[key] = unescape(said);
  }
  const number = Number(value);
  const both = (what, more = '') => {
    add(['all', '', what + more].join('\n'), number);
    add(['broker', broker, what + more].join('\n'), number);
  };
  switch (name) {
    case 'hera_calls_total':
      both('calls');
      add(['endpoint', l.endpoint, 'calls'].join('\n'), number);
      if (l.outcome !== 'answered' && l.outcome !== 'accepted' || l.status === '5xx') {
        both('errors');
        add(['endpoint', l.endpoint, 'errors'].join('\n'), number);
      }
      break;
    case 'hera_attempts_total':
      add(['worker', l.worker, 'calls'].join('\n'), number);
      if (l.outcome !== 'answered') {
        add(['worker', l.worker, 'errors'].join('\n'), number);
      }
      break;
    case 'hera_call_seconds_bucket': both('le', l.le); break;
    case 'hera_endpoint_call_seconds_bucket': add(['endpoint', l.endpoint, 'le' + l.le].join('\n'), number); break;
    case 'hera_worker_call_seconds_bucket': add(['worker', l.worker, 'le' + l.le].join('\n'), number); break;
    case 'hera_call_phase_seconds_sum': if (l.phase === 'journal') { both('journal sum'); } break;
    case 'hera_call_phase_seconds_count': if (l.phase === 'journal') { both('journal count'); } break;
    default: both(name);
  }
}

/**
 * Looks, each with its instant in seconds; the newest last. A look of the page's own knows all; one
 * that was recalled knows of the subjects that were asked for: `all`, or a kind and a name.
 */
export class History {
  constructor() {
    this.looks = [];
  }

  add(at, all) {
    this.looks.push({ at, all, known: null });
    this.trim();
  }

  /** Figures of before, of one subject; where there is a look of the page's own they are not needed. */
  recall(at, all, subject) {
    if (this.looks.some(look => look.known === null && Math.abs(look.at - at) < near)) {
      return;
    }
    let look = this.looks.find(one => one.known !== null && Math.abs(one.at - at) < 2);
    if (!look) {
      look = { at, all: new Map(), known: new Set() };
      this.looks.push(look);
      this.looks.sort((a, b) => a.at - b.at);
      this.trim();
    }
    look.known.add(subject);
    const wanted = subject === 'all' ? ['all\n', 'broker\n'] : [subject + '\n'];
    all.forEach((value, key) => wanted.some(begin => key.startsWith(begin)) && look.all.set(key, value));
  }

  trim() {
    this.looks.splice(0, Math.max(0, this.looks.length - kept));
  }

  /** The names that there is something of: `endpoint`, `worker` or `broker`. */
  names(kind) {
    const names = new Set();
    for (const key of this.looks.at(-1)?.all.keys() || []) {
      const [of, name] = key.split('\n');
      if (of === kind) {
        names.add(name);
      }
    }
    return [...names].sort();
  }

  times() {
    return this.looks.slice(1).map(look => look.at);
  }

  /** Growth a second between each two looks; nothing where a broker was started anew. */
  rate(subject, what) {
    return this.pairs(subject, (before, after, seconds) => grown(before, after, subject + '\n' + what) / seconds);
  }

  gauge(subject, what) {
    return this.pairs(subject, (_, after) => after.get(subject + '\n' + what) ?? 0);
  }

  /** Growth of one by the growth of the other. */
  mean(subject, sum, count) {
    return this.pairs(subject, (before, after) => {
      const many = grown(before, after, subject + '\n' + count);
      return many > 0 ? grown(before, after, subject + '\n' + sum) / many : null;
    });
  }

  quantile(subject, part) {
    const bounds = this.bounds(subject);
    return this.pairs(subject, (before, after) => quantile(bounds, bounds.map(le => grown(before, after, subject + '\nle' + le)), part));
  }

  bounds(subject) {
    const start = subject + '\nle';
    return [...(this.looks.at(-1)?.all.keys() || [])].filter(key => key.startsWith(start)).map(key => key.slice(start.length))
      .sort((a, b) => number(a) - number(b));
  }

  /** Between each two looks that know of the subject; nothing between others. */
  pairs(subject, figure) {
    const [kind] = subject.split('\n');
    const asked = kindOf(kind) === 'all' ? 'all' : subject;
    const knows = look => look.known === null || look.known.has(asked);
    return this.looks.slice(1).map((look, i) => {
      const before = this.looks[i];
      return knows(look) && knows(before) ? figure(before.all, look.all, look.at - before.at) : null;
    });
  }
}

const number = le => (le === '+Inf' ? Infinity : Number(le));

function grown(before, after, key) {
  const now = after.get(key) ?? 0;
  const then = before.get(key) ?? 0;
  return now >= then ? now - then : now;
}

/** Within the bucket that holds it, as if its calls were spread evenly; null without a call. */
export function quantile(bounds, counts, part) {
  const all = counts.at(-1) || 0;
  if (all <= 0) {
    return null;
  }
  const wanted = part * all;
  const at = counts.findIndex(count => count >= wanted);
  const low = at > 0 ? number(bounds[at - 1]) : 0;
  const high = number(bounds[at]);
  if (high === Infinity) {
    return low;
  }
  const below = at > 0 ? counts[at - 1] : 0;
  return low + (high - low) * (wanted - below) / Math.max(1, counts[at] - below);
}
