// What the brokers count, as series over time: rates from counters, quantiles from the buckets of
// histograms, both between two looks. Kept for an hour, in this page alone.

export const kept = 720;

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

/** Looks, each with its instant in seconds; the newest last. */
export class History {
  constructor() {
    this.looks = [];
  }

  add(at, all) {
    this.looks.push({ at, all });
    if (this.looks.length > kept) {
      this.looks.shift();
    }
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
    return this.pairs((before, after, seconds) => grown(before, after, subject + '\n' + what) / seconds);
  }

  gauge(subject, what) {
    return this.pairs((_, after) => after.get(subject + '\n' + what) ?? 0);
  }

  /** Growth of one by the growth of the other. */
  mean(subject, sum, count) {
    return this.pairs((before, after) => {
      const many = grown(before, after, subject + '\n' + count);
      return many > 0 ? grown(before, after, subject + '\n' + sum) / many : null;
    });
  }

  quantile(subject, part) {
    const bounds = this.bounds(subject);
    return this.pairs((before, after) => quantile(bounds, bounds.map(le => grown(before, after, subject + '\nle' + le)), part));
  }

  bounds(subject) {
    const start = subject + '\nle';
    return [...(this.looks.at(-1)?.all.keys() || [])].filter(key => key.startsWith(start)).map(key => key.slice(start.length))
      .sort((a, b) => number(a) - number(b));
  }

  pairs(figure) {
    return this.looks.slice(1).map((look, i) => figure(this.looks[i].all, look.all, look.at - this.looks[i].at));
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
