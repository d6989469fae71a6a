// One replay: what it would do, how far it is, and where the answers differ from those of then.

import { button, el, facts, field, put } from './dom.js';
import { ask, at, query, send } from './api.js';
import { poll, wake } from './poll.js';
import { bytes, count, instant, lines, percent, plain, seconds } from './format.js';
import { note } from './dialog.js';
import { where } from './status.js';

const call = uuid => el('a', { href: '#/calls/' + encodeURIComponent(uuid) }, plain(uuid));

export function showReplay(place, broker, id) {
  const path = at(broker, 'replays/' + encodeURIComponent(id));
  const content = el('div', { class: 'call' }, 'asking …');
  const steer = el('div', { class: 'bar-of-tools' });
  place.append(steer, content);
  let phase = '';
  return poll(async signal => {
    try {
      const replay = await ask(path, { signal });
      const pairs = await ask(query(path + '/calls', { from: 0 }), { signal });
      where('replay ' + replay.id + ' of ' + broker);
      if (phase !== replay.phase) {
        phase = replay.phase;
        put(steer, actions(path, replay));
      }
      put(content, page(replay, pairs.calls));
    } catch (problem) {
      signal.aborted || put(content, el('p', { class: 'bad' }, plain(problem.message)), el('a', { href: '#/replays' }, 'Back to the replays'));
    }
  }, 2000);
}

function actions(path, replay) {
  const act = async (action, body) => {
    try {
      await send('POST', path + '/' + action, body || {});
      note('replay ' + replay.id + ': ' + action);
      wake();
    } catch (problem) {
      note(problem.message, 'bad');
    }
  };
  const rate = field('Calls a second', { type: 'number', min: 0, max: 100000, value: replay.perSecond });
  const open = ['planned', 'running', 'paused'].includes(replay.phase);
  return [
    el('a', { href: '#/replays', class: 'button' }, 'All replays'),
    replay.phase === 'planned' && button('Start', () => act('start'), { class: 'primary' }),
    replay.phase === 'running' && button('Pause', () => act('pause')),
    replay.phase === 'paused' && button('Go on', () => act('resume')),
    open && button('Cancel', () => act('cancel'), { class: 'danger' }),
    open && rate, open && button('Set rate', () => act('rate', { perSecond: Number(rate.field.value) })),
  ];
}

function page(replay, pairs) {
  const f = replay.forecast;
  return [
    section('How far', el('progress', { max: Math.max(1, replay.calls), value: replay.done, 'aria-label': 'done' }),
      facts(['Phase', plain(replay.phase)], ['Done', count(replay.done) + ' of ' + count(replay.calls)], ['In flight', count(replay.inFlight)],
        ['Waits for', plain(replay.waitsFor || '')], ['By', plain(replay.by)], ['To', plain(replay.target)],
        ['Planned', instant(replay.plannedAt)], ['Started', replay.startedAt && instant(replay.startedAt)], ['Ended', replay.endedAt && instant(replay.endedAt)],
        ...Object.entries(replay.counts || {}).map(([word, many]) => [plain(word), count(many)]))),
    section('The plan', facts(['Found', count(f.found)], ['Go out', count(f.sendable)], ['May have run, not idempotent', count(f.effects)],
      ['With masks', count(f.masked)], ['Sent before', count(f.sentBefore)], ['Bytes', bytes(f.bytes)], ['Takes', f.seconds < 0 ? 'as there is room' : seconds(f.seconds)],
      ['Workers there', count(f.workers)], ['CPU of the busiest', percent(f.cpu)], ['Filter', plain(replay.wanted.filter || '')],
      ['Allows', replay.wanted.flags.map(plain).join(', ')]),
    pairsOf('To', f.endpoints), pairsOf('Left out', f.leftOut)),
    section('Differences', differences(replay.compared)),
    section('Calls', sent(pairs)),
  ];
}

function pairsOf(title, counts) {
  const rows = Object.entries(counts || {});
  return rows.length === 0 ? null : el('table', { class: 'plain', 'aria-label': title }, el('tbody', {}, rows.map(([name, many]) =>
    el('tr', {}, el('td', {}, title), el('td', {}, plain(name)), el('td', { class: 'number' }, count(many))))));
}

function section(title, ...content) {
  return el('section', {}, el('h3', {}, title), content);
}

function differences(found) {
  const figures = facts(['Compared', count(found.compared)], ['Without an answer of then', count(found.withoutBaseline)], ['Not comparable', count(found.incomparable)]);
  if (found.groups.length === 0) {
    return [figures, el('p', { class: 'quiet' }, found.compared ? 'All answers are as they were.' : 'Nothing was compared yet.')];
  }
  return [figures, found.groups.map(group)];
}

/** Calls that differ at the same paths; some of them with then and now side by side. */
function group(one) {
  return el('details', { open: true }, el('summary', {}, plain(one.endpoint) + ': ' + count(one.calls) + ' calls differ at ' + one.paths.map(plain).join(', ')),
    one.samples.map(sample => el('div', { class: 'scroll' }, el('p', {}, call(sample.call)),
      el('table', { class: 'plain sides', 'aria-label': 'Then and now' },
        el('thead', {}, el('tr', {}, ['path', 'then', 'now'].map(head => el('th', { scope: 'col' }, head)))),
        el('tbody', {}, sample.differences.map(d => el('tr', {}, el('td', {}, plain(d.path)), el('td', { class: 'bad' }, lines(d.was)), el('td', { class: 'good' }, lines(d.now)))))))));
}

function sent(pairs) {
  if (pairs.length === 0) {
    return el('p', { class: 'quiet' }, 'None went out.');
  }
  return el('div', { class: 'scroll' }, el('table', { class: 'plain', 'aria-label': 'Calls of this replay' },
    el('thead', {}, el('tr', {}, ['then', 'now', 'outcome'].map(head => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, pairs.slice(0, 200).map(pair => el('tr', {}, el('td', {}, call(pair.original)), el('td', {}, call(pair.replay)), el('td', {}, plain(pair.outcome)))))));
}
