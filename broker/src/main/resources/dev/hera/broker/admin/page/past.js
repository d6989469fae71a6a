// The routing table as it stood at an instant, from the changes that this broker remembers.

import { button, el, field } from './dom.js';
import { Grid } from './grid.js';
import { ask, query } from './api.js';
import { instant, plain } from './format.js';
import { where } from './status.js';

const columns = [
  { name: 'Endpoint, worker', width: '26rem', cell: row => ({ text: row.worker || row.endpoint, level: row.worker ? 1 : 0 }) },
  { name: 'Role', width: '8rem', cell: row => row.role || '' },
  { name: 'State then', width: '', cell: row => ({ text: row.state || '', tone: row.state && row.state !== 'ready' ? 'bad' : '' }) },
];

export function past(place, at) {
  const line = el('p', {}, 'asking …');
  const grid = new Grid({ label: 'Routing table as of ' + at, columns, empty: 'No worker was linked then.' });
  const when = field('As of', { type: 'datetime-local', step: 1, value: local(at) });
  const go = button('Show then', () => { if (when.field.value) { location.hash = '#/routes?at=' + new Date(when.field.value).toISOString(); } });
  place.append(el('div', { class: 'bar-of-tools' }, when, go, el('a', { href: '#/routes', class: 'button' }, 'Back to now')), line, grid.element);
  ask(query('routes', { at })).then(table => {
    where('as ' + table.broker + ' saw it');
    line.textContent = 'As it stood ' + instant(table.at) + '; known since ' + instant(table.since) + '. This is what ' + plain(table.broker) + ' alone saw.';
    grid.show(table.endpoints.flatMap((e, i) => [
      { key: 'e' + i, kind: 'endpoint', endpoint: e.endpoint, role: e.role },
      ...e.places.map(p => ({ key: 'e' + i + p.worker, worker: p.worker, state: p.state })),
    ]));
  }, problem => {
    line.className = 'bad';
    line.textContent = plain(problem.message);
  });
}

function local(at) {
  const then = new Date(at);
  return Number.isNaN(then.getTime()) ? '' : new Date(then.getTime() - 60000 * then.getTimezoneOffset()).toISOString().slice(0, 19);
}
