// Calls by the filter language: found, followed live, and one of them opened.

import { button, el, field } from './dom.js';
import { Grid } from './grid.js';
import { ask, query } from './api.js';
import { poll } from './poll.js';
import { instant, millis, plain } from './format.js';
import { outcomeTone, showCall } from './call.js';
import { where } from './status.js';

const pageSize = 200;
const mostKept = 5000;

const columns = [
  { name: 'Received', width: '14rem', cell: row => ({ text: instant(row.receivedAt), href: '#/calls/' + encodeURIComponent(row.uuid), title: row.uuid }) },
  { name: 'Endpoint', width: '18rem', cell: row => ({ text: row.endpoint || row.method + ' ' + row.path, title: row.path }) },
  { name: 'Outcome', width: '9rem', cell: row => ({ text: row.outcome || row.state, tone: outcomeTone(row) }) },
  { name: 'Status', width: '5rem', number: true, cell: row => ({ text: row.status ?? '', tone: row.status >= 500 ? 'bad' : row.status >= 400 ? 'warn' : '' }) },
  { name: 'Took', width: '6rem', number: true, cell: row => millis(row.tookMs) },
  { name: 'Worker', width: '12rem', less: 1, cell: row => row.worker || '' },
  { name: 'Caller', width: '10rem', less: 2, cell: row => row.caller || '' },
  { name: 'Broker', width: '8rem', less: 2, cell: row => row.broker || '' },
];

export const calls = { name: 'calls', title: 'Calls', show };

function show(place, path, parameters) {
  return path[0] ? one(place, path[0]) : search(place, parameters.get('filter') || '');
}

function one(place, uuid) {
  showCall(place, uuid);
}

function search(place, filter) {
  const id = field('Open a call by its id', { placeholder: 'X-Request-UUID', on: { keydown: event => event.key === 'Enter' && open(id.field.value.trim()) } });
  const open = uuid => { if (uuid) { location.hash = '#/calls/' + encodeURIComponent(uuid); } };
  const words = field('Filter', { 'data-filter': true, value: filter, placeholder: 'status:5xx took>500ms', class: 'long' });
  const grid = new Grid({ label: 'Calls', columns, empty: 'No call fits.', open: row => open(row.uuid) });
  const trouble = el('p', { class: 'bad', role: 'alert' });
  place.append(
    el('form', { class: 'bar-of-tools', on: { submit: event => { event.preventDefault(); location.hash = '#/calls?filter=' + encodeURIComponent(words.field.value); } } },
      words, el('button', { class: 'primary' }, 'Find'), id, button('Open', () => open(id.field.value.trim()))),
    trouble, grid.element);
  const found = { rows: [], cursor: null };
  return poll(async signal => {
    try {
      const answer = await ask(query('calls', { filter, limit: pageSize }), { signal });
      found.rows = (answer.calls || []).map(row => ({ ...row, key: row.uuid })).slice(0, mostKept);
      trouble.textContent = '';
      grid.show(found.rows);
      where('calls of the whole platform');
    } catch (problem) {
      signal.aborted || (trouble.textContent = plain(problem.status === 404 ? 'This broker cannot search calls; open one by its id.' : problem.message));
    }
  }, 2000);
}
