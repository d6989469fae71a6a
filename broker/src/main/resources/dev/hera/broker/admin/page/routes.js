// The routing table, live: each endpoint, and of those that are open each worker with its share
// of the calls and what holds it back. Or the table as it stood at an instant.

import { button, el, field, put } from './dom.js';
import { Grid } from './grid.js';
import { ask, query } from './api.js';
import { poll } from './poll.js';
import { bytes, count, millis, percent } from './format.js';
import { openWorker } from './worker.js';
import { why } from './why.js';
import { past } from './past.js';
import { seen, where } from './status.js';

const mostOpen = 20;

const ofWorker = (row, text) => (row.worker?.vitals ? text(row.worker.vitals, row.worker) : row.kind === 'place' ? 'no report' : '');

const columns = [
  { name: 'Endpoint, worker', width: '26rem', cell: name, sort: row => row.e.endpoint },
  { name: 'Share', width: '7rem', number: true, cell: share, sort: row => row.e.ready },
  { name: 'CPU', width: '5rem', number: true, less: 1, cell: row => ofWorker(row, v => ({ text: percent(v.cpu), part: v.cpu })) },
  { name: 'RSS / limit', width: '9rem', number: true, less: 1, cell: row => ofWorker(row, memory) },
  { name: 'Ping', width: '6rem', number: true, less: 2, cell: row => (row.worker ? millis(row.worker.pingMs) : '') },
  { name: 'In flight', width: '6rem', number: true, cell: inFlight, sort: row => row.e.inFlight },
  { name: 'Errors', width: '5rem', number: true, cell: errors, sort: row => row.e.errors },
  { name: 'Held back by', width: '', less: 1, cell: row => (row.limits || []).join('; ') || (row.kind === 'place' ? 'nothing' : '') },
];

export const memory = v => ({
  text: bytes(v.rss) + (v.memoryLimit > 0 ? ' / ' + bytes(v.memoryLimit) : ''),
  part: v.memoryUse,
  title: 'after garbage collection ' + percent(v.memoryUse) + ' is in use',
});

function name(row) {
  switch (row.kind) {
    case 'endpoint': {
      const notes = [row.e.role === 'live' ? '' : row.e.role, row.e.panic ? 'panic' : '', row.e.preference].filter(Boolean);
      return { text: (row.open ? '▾ ' : '▸ ') + row.e.endpoint + (notes.length ? '  · ' + notes.join(', ') : ''), title: row.e.endpoint };
    }
    case 'place':
      return { text: row.place.worker, level: 1, title: row.worker ? row.worker.service + ' ' + row.worker.version + ', ' + row.worker.state : '' };
    default:
      return { text: row.text, level: 1 };
  }
}

function share(row) {
  if (row.kind === 'place') {
    return { text: percent(row.place.share), part: row.place.share };
  }
  return row.kind === 'endpoint' ? { text: row.e.ready + ' of ' + row.e.workers, title: 'workers that get calls' } : '';
}

function inFlight(row) {
  return row.kind === 'place' ? count(row.place.inFlight) : row.kind === 'endpoint' ? count(row.e.inFlight) : '';
}

function errors(row) {
  const part = row.kind === 'place' ? row.place.errors : row.kind === 'endpoint' ? row.e.errors : undefined;
  return part === undefined ? '' : { text: percent(part), tone: part > 0.05 ? 'bad' : part > 0.01 ? 'warn' : '' };
}

const isTroubled = e => e.ready === 0 || e.panic || e.errors > 0.01 || (e.limits || []).length > 0;

/** Rows of what the broker said, by what the reader asked for. */
function rows(table, { text, troubled, closed, open, few }) {
  const workers = new Map(table.workers.map(worker => [worker.worker, worker]));
  const all = [];
  for (const e of table.endpoints) {
    const places = e.places || [];
    const here = e.endpoint.toLowerCase().includes(text);
    const found = here ? places : places.filter(place => place.worker.toLowerCase().includes(text));
    if ((!here && found.length === 0) || (troubled && !isTroubled(e))) {
      continue;
    }
    const id = e.role + ' ' + e.endpoint;
    const isOpen = few ? !closed.has(id) : open.has(id);
    const tone = e.ready === 0 ? 'worry' : e.panic ? 'doubt' : '';
    all.push({ key: id, kind: 'endpoint', e, open: isOpen, tone, limits: e.limits });
    if (!isOpen) {
      continue;
    }
    for (const place of found) {
      const worker = workers.get(place.worker);
      all.push({ key: id + ' ' + place.worker, kind: 'place', e, place, worker, limits: place.limits, tone: worker?.state === 'ready' ? '' : 'worry' });
    }
    if (places.length === 0) {
      const was = (e.departed || []).length ? 'nobody; last seen: ' + e.departed.join(', ') : 'nobody';
      all.push({ key: id + ' nobody', kind: 'nobody', e, text: e.workers ? 'asking …' : was, tone: e.workers ? '' : 'worry' });
    }
  }
  return all;
}

/** Sorts the endpoints and leaves each with its workers. */
function grouped(all, compare) {
  const groups = [];
  for (const row of all) {
    if (row.kind === 'endpoint') {
      groups.push([row]);
    } else {
      groups.at(-1).push(row);
    }
  }
  return groups.sort((a, b) => compare(a[0], b[0])).flat();
}

export const routes = { name: 'routes', title: 'Routing', show };

function show(place, _, parameters) {
  if (parameters.get('at')) {
    return past(place, parameters.get('at'));
  }
  const asked = { text: parameters.get('filter') || '', troubled: false, closed: new Set(), open: new Set(), few: true };
  let table = null;
  const grid = new Grid({
    label: 'Routing table', columns, sorted: grouped, empty: 'No endpoint fits. Workers announce endpoints when they start.',
    open: row => row.worker && openWorker(row.worker.worker),
    toggle(row, now) {
      asked.closed[now ? 'delete' : 'add'](row.key);
      asked.open[now ? 'add' : 'delete'](row.key);
      draw();
      live.now();
    },
  });
  const filter = field('Filter', { 'data-filter': true, value: asked.text, placeholder: 'endpoint or worker', on: { input: event => { asked.text = event.target.value.toLowerCase(); draw(); } } });
  const troubled = el('input', { type: 'checkbox', on: { change: event => { asked.troubled = event.target.checked; draw(); } } });
  const at = field('As of', { type: 'datetime-local', step: 1 });
  const look = button('Show then', () => { if (at.field.value) { location.hash = '#/routes?at=' + new Date(at.field.value).toISOString(); } });
  const explain = button('Explain an endpoint', () => why(table?.endpoints.map(e => e.endpoint) || [], grid.cursor));
  const tiles = el('div', { class: 'tiles', role: 'group', 'aria-label': 'In figures' });
  place.append(tiles, el('div', { class: 'bar-of-tools' }, filter, el('label', { class: 'check' }, troubled, 'only what is held back'), at, look, explain), grid.element);

  function draw() {
    if (table) {
      grid.show(rows(table, asked));
    }
  }
  const live = poll(async signal => {
    try {
      const open = table?.endpoints.filter(e => asked.open.has(e.role + ' ' + e.endpoint)).map(e => e.endpoint);
      table = await ask(query('overview', { open: asked.few ? [] : (open || []).slice(-mostOpen) }), { signal });
      asked.few = table.endpoints.every(e => e.places);
      seen(table);
      figures(tiles, table);
      draw();
    } catch (problem) {
      signal.aborted || where(problem.message, 'bad');
    }
  }, 1000);
  return live;
}

function figures(tiles, table) {
  const ready = table.workers.filter(worker => worker.state === 'ready').length;
  const all = [
    ['endpoints', count(table.endpoints.length), ''],
    ['without a worker', count(table.endpoints.filter(e => e.ready === 0).length), table.endpoints.some(e => e.ready === 0) ? 'bad' : ''],
    ['workers ready', ready + ' of ' + table.workers.length, ready < table.workers.length ? 'warn' : ''],
    ['in flight', count(table.workers.reduce((sum, worker) => sum + worker.inFlight, 0)), ''],
    ['membership changes', count(table.version), ''],
  ];
  if (tiles.children.length !== all.length) {
    put(tiles, all.map(([label]) => el('p', {}, el('b', {}, ''), el('span', {}, label))));
  }
  all.forEach(([, text, tone], i) => {
    const value = tiles.children[i].firstChild;
    if (value.textContent !== text || value.className !== tone) {
      value.textContent = text;
      value.className = tone;
    }
  });
}
