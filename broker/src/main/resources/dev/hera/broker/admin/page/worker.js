// One worker: what it said about itself, and what the brokers make of it.

import { button, el, facts, put } from './dom.js';
import { ask, query } from './api.js';
import { open } from './dialog.js';
import { poll } from './poll.js';
import { bytes, count, millis, percent, plain, seconds } from './format.js';
import { drainOrUndo, isDraining } from './drain.js';

export function openWorker(name) {
  const content = el('div', {}, 'asking …');
  let live = null;
  const shown = open('Worker ' + plain(name), content, { onClose: () => live?.close() });
  live = poll(async signal => {
    try {
      const table = await ask(query('overview', {}), { signal });
      const worker = table.workers.find(one => one.worker === name);
      put(content, worker ? page(worker, shown) : el('p', { class: 'warn' }, 'It is not linked to any broker now.'));
    } catch (problem) {
      signal.aborted || put(content, el('p', { class: 'bad' }, problem.message));
    }
  }, 2000);
}

function page(worker, shown) {
  const v = worker.vitals;
  return [
    facts(
      ['State', worker.state], ['Service', plain(worker.service)], ['Instance', plain(worker.instance)],
      ['Version', plain(worker.version)], ['Role', worker.role], ['Ping', millis(worker.pingMs)],
      ['In flight', count(worker.inFlight)],
      ['CPU', v && percent(v.cpu)], ['CPU of its host', v && percent(v.cpuHost)],
      ['Memory', v && bytes(v.rss) + ' of ' + bytes(v.memoryLimit)], ['in use after garbage', v && percent(v.memoryUse)],
      ['Up for', v && seconds(v.uptimeMs / 1000)], ['Last report', v && seconds(v.ageMs / 1000) + ' ago']),
    el('div', { class: 'actions' },
      el('a', { href: '#/calls?filter=' + encodeURIComponent('worker:' + worker.worker) }, 'Its calls'),
      el('a', { href: '#/routes?filter=' + encodeURIComponent(worker.worker) }, 'Its endpoints'),
      button(isDraining(worker) ? 'Undo drain' : 'Drain …', () => { shown.close(); drainOrUndo(worker); })),
  ];
}
