// Replays: calls of the record that go out again, planned first, with what they would do said
// before anything is sent. A plan looks at the calls of all brokers; one broker runs it.

import { button, el, field } from './dom.js';
import { Grid } from './grid.js';
import { ask, at, send } from './api.js';
import { poll } from './poll.js';
import { count, instant, plain } from './format.js';
import { confirm } from './dialog.js';
import { showReplay } from './replay.js';
import { silent } from './status.js';

const address = (broker, id) => '#/replays/' + encodeURIComponent(plain(broker)) + '/' + encodeURIComponent(plain(id));

const tones = { running: 'good', paused: 'warn', cancelled: 'bad' };

const columns = [
  { name: 'Replay', width: '11rem', cell: r => ({ text: r.id, href: address(r.broker, r.id) }), sort: r => r.id },
  { name: 'Broker', width: '7rem', less: 1, cell: r => r.broker, sort: r => r.broker },
  { name: 'Phase', width: '7rem', cell: r => ({ text: r.phase, tone: tones[r.phase] || '' }), sort: r => r.phase },
  { name: 'Done', width: '10rem', number: true, cell: r => ({ text: count(r.done) + ' of ' + count(r.calls), part: r.calls ? r.done / r.calls : 0 }), sort: r => r.done },
  { name: 'Different', width: '7rem', number: true, cell: r => ({ text: count(r.different), tone: r.different ? 'warn' : '' }), sort: r => r.different },
  { name: 'To', width: '9rem', less: 1, cell: r => r.target, sort: r => r.target },
  { name: 'Rate', width: '8rem', number: true, less: 1, cell: r => (r.perSecond > 0 ? r.perSecond + ' / s' : 'as there is room') },
  { name: 'By', width: '8rem', less: 2, cell: r => r.by, sort: r => r.by },
  { name: 'Planned', width: '13rem', less: 2, cell: r => instant(r.plannedAt), sort: r => r.plannedAt },
  { name: 'Waits for', width: '', less: 1, cell: r => r.waitsFor || '' },
];

export const replays = { name: 'replays', title: 'Replays', show };

function show(place, path, parameters) {
  if (path[0]) {
    return showReplay(place, path[0], path[1] || '');
  }
  const line = el('p', { class: 'quiet' });
  const grid = new Grid({ label: 'Replays', columns, empty: 'No replay was planned.', open: row => { location.hash = address(row.broker, row.id); } });
  place.append(el('div', { class: 'bar-of-tools' }, button('New replay …', () => plan({}), { class: 'primary' })), line, grid.element);
  if (parameters.has('filter') || parameters.has('id')) {
    plan({ filter: parameters.get('filter') || '', ids: parameters.getAll('id'), broker: parameters.get('broker') || '' });
  }
  return poll(async signal => {
    try {
      const all = await ask('everywhere/replays', { signal });
      silent(all.brokers, 'asked through ' + all.broker);
      line.textContent = 'A replay is of calls that any broker has recorded; one broker keeps and runs it.';
      grid.show(all.brokers.filter(one => one.answered)
        .flatMap(({ broker, said }) => said.replays.map(one => ({ ...one, broker, key: broker + '\n' + one.id }))));
    } catch (problem) {
      signal.aborted || (line.textContent = problem.message);
    }
  }, 2000);
}

const flags = [
  ['compare', 'compare the answers with those of then'],
  ['effects', 'calls that may have run and are not idempotent may run once more'],
  ['masked', 'calls whose secrets were masked go out with the masks'],
  ['again', 'calls that were replayed to the same target go out again'],
  ['hermetic', 'what handlers call is answered from the record and not run'],
];

/** Asks what to replay; nothing goes out until the plan is started. */
async function plan({ filter = '', ids = [], broker = '' }) {
  const brokers = (await ask('brokers').catch(() => [])).map(one => one.id).sort();
  const runs = el('select', {}, brokers.map(id => el('option', { value: id, selected: id === broker }, plain(id))));
  const wanted = field('Which calls', { value: filter, placeholder: 'endpoint:"POST /0/orders" after:1h', class: 'long' });
  const named = field('Or their ids, one a line', { rows: 2 }, 'textarea');
  named.field.value = ids.join('\n');
  const target = field('To', { value: 'live', placeholder: 'live, candidate, or a worker' });
  const rate = field('Calls a second, 0 for as many as there is room for', { type: 'number', min: 0, max: 100000, value: 10 });
  const ignore = field('Paths whose differences do not count, one a line', { rows: 2, placeholder: '$.at' }, 'textarea');
  const boxes = flags.map(([flag, text], i) => {
    const input = el('input', { type: 'checkbox', checked: i === 0 });
    return { flag, input, element: el('label', { class: 'check row' }, input, text) };
  });
  const lines = area => area.field.value.split('\n').map(one => one.trim()).filter(Boolean);
  confirm({
    title: 'New replay', label: 'Plan it',
    content: [el('label', { class: 'field' }, el('span', {}, 'Run by'), runs), wanted, named, target, rate, boxes.map(one => one.element), ignore, el('p', { class: 'quiet' }, 'Nothing goes out yet: the plan says first what it would do.')],
    act: () => send('POST', at(runs.value, 'replays'), {
      filter: wanted.field.value.trim(), ids: lines(named), target: target.field.value.trim(), perSecond: Number(rate.field.value),
      flags: boxes.filter(one => one.input.checked).map(one => one.flag), ignore: lines(ignore), headers: [],
    }),
    done: made => { location.hash = address(runs.value, made.id); },
  });
}
