// Accepted calls at every broker: what waits, how fast it goes out, what was given up; and what
// can be done about it. Each broker keeps its own, so that each line is one endpoint at one broker.

import { button, el, field, put } from './dom.js';
import { Grid } from './grid.js';
import { ask, at, query, send } from './api.js';
import { poll, wake } from './poll.js';
import { bytes, count, instant, plain, seconds } from './format.js';
import { confirm, note, open } from './dialog.js';
import { silent, where } from './status.js';

const columns = [
  { name: 'Endpoint', width: '14rem', cell: e => e.endpoint, sort: e => e.endpoint },
  { name: 'Broker', width: '7rem', cell: e => e.broker, sort: e => e.broker },
  { name: 'State', width: '8rem', cell: state, sort: e => state(e).text },
  { name: 'Waiting', width: '6rem', number: true, cell: e => count(e.pending), sort: e => e.pending },
  { name: 'Oldest', width: '6rem', number: true, less: 1, cell: e => (e.pending ? seconds(e.oldestSeconds) : ''), sort: e => e.oldestSeconds },
  { name: 'In flight', width: '6rem', number: true, less: 1, cell: e => count(e.inFlight), sort: e => e.inFlight },
  { name: 'Parked', width: '6rem', number: true, cell: e => ({ text: count(e.parked), tone: e.parked ? 'warn' : '' }), sort: e => e.parked },
  { name: 'Quarantined', width: '7rem', number: true, cell: e => ({ text: count(e.quarantined), tone: e.quarantined ? 'bad' : '' }), sort: e => e.quarantined },
  { name: 'Goes out', width: '8rem', number: true, cell: e => e.drainedPerSecond.toFixed(1) + ' / s', sort: e => e.drainedPerSecond },
  { name: 'Rate', width: '8rem', number: true, less: 1, cell: e => 'at most ' + e.perSecond + ' / s', sort: e => e.perSecond },
  { name: 'Last trouble', width: '', less: 2, cell: e => e.lastTrouble || '' },
];

function state(e) {
  return e.paused ? { text: 'paused', tone: 'warn' } : e.stalled ? { text: 'no worker takes', tone: 'bad' } : { text: 'delivering', tone: 'good' };
}

export const accepted = { name: 'accepted', title: 'Accepted', show };

function show(place) {
  const line = el('p', { class: 'quiet' });
  const grid = new Grid({ label: 'Accepted calls by endpoint', columns, empty: 'No endpoint accepts calls.', open: lane });
  place.append(line, grid.element);
  return poll(async signal => {
    try {
      const all = await ask('everywhere/accepted', { signal });
      const kept = all.brokers.filter(one => one.answered);
      const sum = figure => kept.reduce((total, one) => total + one.said[figure], 0);
      silent(all.brokers, 'asked through ' + all.broker);
      line.textContent = count(sum('calls')) + ' calls, ' + bytes(sum('bytes')) + ', accepted and not settled. Each broker keeps and delivers its own.';
      grid.show(kept.flatMap(({ broker, said }) => said.endpoints.map(e => ({ ...e, broker, key: e.endpoint + '\n' + broker, tone: e.quarantined || e.stalled ? 'worry' : '' }))));
    } catch (problem) {
      signal.aborted || where(problem.message, 'bad');
    }
  }, 2000);
}

/** One endpoint's calls and what can be done with them. */
function lane(e) {
  const list = el('div', {}, 'asking …');
  const rate = field('Calls a second, empty for the usual', { type: 'number', min: 0.01, max: 100000, step: 'any', value: e.perSecond });
  const shown = open('Accepted by ' + plain(e.broker) + ': ' + plain(e.endpoint), el('div', {},
    el('div', { class: 'actions start' },
      button(e.paused ? 'Go on' : 'Pause', () => act(e.paused ? 'resume' : 'pause', {}, e.paused ? 'goes on' : 'paused')),
      rate, button('Set rate', () => act('rate', { perSecond: rate.field.value === '' ? null : Number(rate.field.value) }, 'rate set')),
      button('Send all again …', () => again('send', 'Send again', e.parked + e.quarantined)),
      button('Forget all given up …', () => again('forget', 'Forget', e.parked + e.quarantined), { class: 'danger' })),
    list), { wide: true });

  async function act(action, more, said) {
    try {
      await send('POST', at(e.broker, 'accepted/' + action), { endpoint: e.endpoint, ...more });
      note(e.endpoint + ' at ' + e.broker + ': ' + said);
      shown.close();
      wake();
    } catch (problem) {
      note(problem.message, 'bad');
    }
  }
  function again(action, label, many) {
    confirm({
      title: label + ': ' + plain(e.endpoint) + ' at ' + plain(e.broker),
      content: [el('p', {}, many + ' calls that were given up.' + (action === 'forget' ? ' Nobody will run them.' : ' Each runs once more; a quarantined one alone.'))],
      label, danger: action === 'forget',
      act: () => send('POST', at(e.broker, 'accepted/' + action), { endpoint: e.endpoint }),
      done: answer => { note(Object.values(answer)[0] + ' calls: ' + Object.keys(answer)[0]); shown.close(); wake(); },
    });
  }
  ask(query(at(e.broker, 'accepted/calls'), { endpoint: e.endpoint })).then(found => put(list, table(found.calls, act)), problem => put(list, el('p', { class: 'bad' }, problem.message)));
}

function table(calls, act) {
  if (calls.length === 0) {
    return el('p', { class: 'quiet' }, 'No call waits.');
  }
  const head = ['Call', 'State', 'Attempts', 'Accepted', 'Since', 'Why', ''];
  return el('div', { class: 'scroll' }, el('table', { class: 'plain', 'aria-label': 'Accepted calls' },
    el('thead', {}, el('tr', {}, head.map(one => el('th', { scope: 'col' }, one)))),
    el('tbody', {}, calls.slice(0, 200).map(call => el('tr', {},
      el('td', {}, el('a', { href: '#/calls/' + encodeURIComponent(call.uuid) }, plain(call.uuid))),
      el('td', {}, plain(call.state)), el('td', { class: 'number' }, String(call.attempts)),
      el('td', {}, instant(call.acceptedAt)), el('td', {}, instant(call.since)), el('td', {}, plain(call.why || '')),
      el('td', {}, /parked|quarantined/.test(call.state) && button('Send again', () => act('send', { uuid: call.uuid }, 'sent again'), { class: 'small' }) || ''))))));
}
