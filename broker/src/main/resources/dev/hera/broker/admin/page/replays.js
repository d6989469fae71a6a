// Replays: calls of the record that go out again, planned first, with what they would do said
// before anything is sent.

import { button, el, field } from './dom.js';
import { Grid } from './grid.js';
import { ask, send } from './api.js';
import { poll } from './poll.js';
import { count, instant, plain } from './format.js';
import { confirm } from './dialog.js';
import { showReplay } from './replay.js';
import { where } from './status.js';

const tones = { running: 'good', paused: 'warn', cancelled: 'bad' };

const columns = [
  { name: 'Replay', width: '11rem', cell: r => ({ text: r.id, href: '#/replays/' + encodeURIComponent(r.id) }), sort: r => r.id },
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
    return showReplay(place, path[0]);
  }
  const line = el('p', { class: 'quiet' });
  const grid = new Grid({ label: 'Replays', columns, empty: 'No replay was planned here.', open: row => { location.hash = '#/replays/' + encodeURIComponent(row.id); } });
  place.append(el('div', { class: 'bar-of-tools' }, button('New replay …', () => plan({}), { class: 'primary' })), line, grid.element);
  if (parameters.has('filter') || parameters.has('id')) {
    plan({ filter: parameters.get('filter') || '', ids: parameters.getAll('id') });
  }
  return poll(async signal => {
    try {
      const all = await ask('replays', { signal });
      where('replays of ' + all.broker);
      line.textContent = 'Each broker replays the calls that it has recorded itself.';
      grid.show(all.replays.map(one => ({ ...one, key: one.id })));
    } catch (problem) {
      signal.aborted || (line.textContent = problem.status === 404 ? 'This broker cannot replay calls.' : problem.message);
    }
  }, 2000);
}

const flags = [
  ['compare', 'compare the answers with those of then'],
  ['effects', 'calls that may have run and are not idempotent may run once more'],
  ['masked', 'calls whose secrets were masked go out with the masks'],
  ['again', 'calls that were replayed to the same target go out again'],
];

/** Asks what to replay; nothing goes out until the plan is started. */
function plan({ filter = '', ids = [] }) {
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
    content: [wanted, named, target, rate, boxes.map(one => one.element), ignore, el('p', { class: 'quiet' }, 'Nothing goes out yet: the plan says first what it would do.')],
    act: () => send('POST', 'replays', {
      filter: wanted.field.value.trim(), ids: lines(named), target: target.field.value.trim(), perSecond: Number(rate.field.value),
      flags: boxes.filter(one => one.input.checked).map(one => one.flag), ignore: lines(ignore), headers: [],
    }),
    done: made => { location.hash = '#/replays/' + encodeURIComponent(plain(made.id)); },
  });
}
