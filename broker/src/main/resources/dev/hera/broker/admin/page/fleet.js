// The platform as a whole: every broker, and every worker at every broker with the round trip of
// the last question. A worker that is linked to some and silent at others shows here first.

import { el, field, put } from './dom.js';
import { Grid } from './grid.js';
import { ask } from './api.js';
import { poll } from './poll.js';
import { instant, millis, plain, seconds } from './format.js';
import { openWorker } from './worker.js';
import { where } from './status.js';

export const fleet = { name: 'fleet', title: 'Brokers', show };

function columns(brokers) {
  return [
    { name: 'Worker', width: '16rem', cell: row => ({ text: row.worker, title: row.service + ' ' + row.instance }), sort: row => row.worker },
    { name: 'Connected', width: '11rem', cell: together, sort: row => row.answering },
    ...brokers.map(broker => ({ name: plain(broker), width: '9rem', number: true, cell: row => link(row.at.get(broker)) })),
  ];
}

function together(row) {
  if (row.linked < row.of) {
    return { text: 'linked to ' + row.linked + ' of ' + row.of, tone: 'bad' };
  }
  return row.answering < row.linked
    ? { text: 'answers ' + row.answering + ' of ' + row.linked, tone: 'warn' }
    : { text: row.linked + ' of ' + row.of, tone: 'good' };
}

function link(at) {
  if (!at?.linked) {
    return { text: at ? 'not linked' : 'no answer', tone: 'bad' };
  }
  if (!at.answering) {
    return { text: 'silent for ' + seconds(at.silenceMs / 1000), tone: 'bad', title: 'connected, but not answering' };
  }
  return { text: millis(at.pingMs) + (at.ready ? '' : ', no calls'), tone: at.ready ? '' : 'warn' };
}

function show(place) {
  const list = el('div', { class: 'scroll' });
  const matrix = el('div', { class: 'fill' });
  const state = { text: '', grid: null, names: '', rows: [] };
  const filter = field('Filter', { 'data-filter': true, placeholder: 'worker', on: { input: event => { state.text = event.target.value.toLowerCase(); draw(state); } } });
  place.append(list, el('h3', {}, 'Workers at brokers'), el('div', { class: 'bar-of-tools' }, filter), matrix);
  return poll(async signal => {
    try {
      const [brokers, all] = await Promise.all([ask('brokers', { signal }), ask('matrix', { signal })]);
      put(list, table(brokers, new Map(all.brokers.map(one => [one.broker, one.answered]))));
      take(state, matrix, all);
      where('all brokers, asked through this one');
    } catch (problem) {
      signal.aborted || where(problem.message, 'bad');
    }
  }, 2000);
}

function take(state, matrix, all) {
  const names = all.brokers.map(one => one.broker);
  if (!state.grid || state.names !== names.join(' ')) {
    state.names = names.join(' ');
    state.grid = new Grid({ label: 'Workers at brokers', columns: columns(names), empty: 'No worker is linked anywhere.', open: row => openWorker(row.worker) });
    put(matrix, state.grid.element);
  }
  state.rows = all.workers.map(worker => ({
    ...worker, key: worker.worker, tone: worker.answering < worker.of ? 'worry' : '',
    at: new Map(worker.links.map(one => [one.broker, one])),
  }));
  draw(state);
}

function draw(state) {
  state.grid?.show(state.rows.filter(row => (row.worker + ' ' + row.service).toLowerCase().includes(state.text)));
}

function table(brokers, answered) {
  const head = ['Broker', 'Callers', 'Workers, operators', 'Version', 'Since', 'Answers'];
  return el('table', { class: 'plain', 'aria-label': 'Brokers' },
    el('thead', {}, el('tr', {}, head.map(one => el('th', { scope: 'col' }, one)))),
    el('tbody', {}, brokers.sort((a, b) => a.id.localeCompare(b.id)).map(broker => el('tr', {},
      el('td', {}, plain(broker.id)), el('td', {}, plain(broker.host + ':' + broker.httpPort)),
      el('td', {}, plain(broker.host + ':' + broker.linkPort)), el('td', {}, plain(broker.version)),
      el('td', {}, instant(broker.startedAt)),
      el('td', { class: answered.get(broker.id) ? 'good' : 'bad' }, answered.get(broker.id) ? 'yes' : 'no')))));
}
