// Every worker that is linked to a broker, with its vitals; and its drain.

import { el, field } from './dom.js';
import { Grid } from './grid.js';
import { ask, query } from './api.js';
import { poll } from './poll.js';
import { count, millis, percent, seconds } from './format.js';
import { openWorker } from './worker.js';
import { memory } from './routes.js';
import { drainOrUndo, isDraining } from './drain.js';
import { seen, where } from './status.js';

const vital = (w, text) => (w.vitals ? text(w.vitals) : 'no report');

const columns = [
  { name: 'Worker', width: '13rem', cell: w => ({ text: w.worker, title: w.service + ' ' + w.instance }), sort: w => w.worker },
  { name: 'State', width: '8rem', cell: w => ({ text: w.state, tone: w.state === 'ready' ? 'good' : 'bad' }), sort: w => w.state },
  { name: 'Version', width: '7rem', less: 2, cell: w => w.version, sort: w => w.version },
  { name: 'CPU', width: '5rem', number: true, cell: w => vital(w, v => ({ text: percent(v.cpu), part: v.cpu })), sort: w => w.vitals?.cpu },
  { name: 'Host CPU', width: '6rem', number: true, less: 2, cell: w => vital(w, v => percent(v.cpuHost)), sort: w => w.vitals?.cpuHost },
  { name: 'RSS / limit', width: '9rem', number: true, less: 1, cell: w => vital(w, memory), sort: w => w.vitals?.rss },
  { name: 'Ping', width: '6rem', number: true, less: 1, cell: w => millis(w.pingMs), sort: w => w.pingMs },
  { name: 'In flight', width: '8rem', number: true, cell: w => ({ text: count(w.inFlight), title: 'calls of all brokers' }), sort: w => w.inFlight },
  { name: 'Report', width: '7rem', number: true, less: 1, cell: age, sort: w => w.vitals?.ageMs },
  { name: 'Drain', width: '7rem', cell: w => ({ text: isDraining(w) ? 'Undo drain' : 'Drain …', act: row => drainOrUndo(row) }) },
];

function age(w) {
  return vital(w, v => ({ text: seconds(v.ageMs / 1000) + ' ago', tone: v.ageMs > 6000 ? 'bad' : '' }));
}

export const workers = { name: 'workers', title: 'Workers', show };

function show(place, path, parameters) {
  let all = [];
  let text = (parameters.get('filter') || '').toLowerCase();
  const grid = new Grid({ label: 'Workers', columns, empty: 'No worker is linked to any broker.', open: row => openWorker(row.worker) });
  const filter = field('Filter', { 'data-filter': true, value: text, placeholder: 'worker, service or state', on: { input: event => { text = event.target.value.toLowerCase(); draw(); } } });
  place.append(el('div', { class: 'bar-of-tools' }, filter), grid.element);

  function draw() {
    grid.show(all.filter(w => (w.worker + ' ' + w.service + ' ' + w.state).toLowerCase().includes(text)));
  }
  if (path[0]) {
    openWorker(path[0]);
  }
  return poll(async signal => {
    try {
      const table = await ask(query('overview', {}), { signal });
      all = table.workers.map(w => ({ ...w, key: w.worker, tone: w.state === 'ready' ? '' : 'worry' }));
      seen(table);
      draw();
    } catch (problem) {
      signal.aborted || where(problem.message, 'bad');
    }
  }, 1000);
}
