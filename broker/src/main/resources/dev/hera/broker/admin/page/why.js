// How a call to an endpoint would be decided now: the weight of every worker, factor by factor.

import { el, field, put } from './dom.js';
import { ask, query } from './api.js';
import { open } from './dialog.js';
import { percent, plain } from './format.js';

const factors = ['slots', 'age', 'slow', 'cpu', 'memory', 'trust', 'distance', 'total'];

export function why(endpoints, chosen) {
  const from = endpoints.find(one => chosen?.includes(one)) || endpoints[0] || '';
  const list = el('datalist', { id: 'endpoints' }, endpoints.slice(0, 1000).map(one => el('option', { value: one })));
  const place = el('div', {});
  const input = field('Endpoint', { value: from, list: 'endpoints', on: { change: () => show(place, input.field.value) } });
  open('How a call is decided', el('div', {}, input, list, place), { wide: true });
  if (from) {
    show(place, from);
  }
}

async function show(place, endpoint) {
  put(place, 'asking …');
  try {
    put(place, table(await ask(query('routes/explain', { endpoint }))));
  } catch (problem) {
    put(place, el('p', { class: 'bad' }, problem.status === 404 ? 'There is no such endpoint here.' : problem.message));
  }
}

function table(found) {
  const head = ['worker', 'share', ...factors, 'why'];
  return [
    el('p', { class: 'quiet' }, 'By what the broker that serves this page knows now; each broker decides for itself.'),
    el('p', {}, found.decision ? 'A call now would go to ' + plain(found.decision.worker) + '.' : 'Nobody could run a call now.'),
    el('div', { class: 'scroll' }, el('table', { class: 'plain' },
      el('thead', {}, el('tr', {}, head.map(one => el('th', { scope: 'col' }, one)))),
      el('tbody', {}, found.workers.map(w => el('tr', {},
        el('td', {}, plain(w.worker)), el('td', { class: 'number' }, percent(w.share)),
        factors.map(one => el('td', { class: 'number' + (w.weight[one] < 1 && one !== 'distance' ? ' warn' : '') }, String(+Number(w.weight[one]).toFixed(3)))),
        el('td', {}, plain(w.why))))))),
  ];
}
