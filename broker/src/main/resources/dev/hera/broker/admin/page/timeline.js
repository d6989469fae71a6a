// Pictures of one call: its time as a waterfall, its routing decision as costs side by side.

import { el, facts, svg } from './dom.js';
import { instant, millis, plain } from './format.js';

const phases = ['broker', 'journal', 'queue', 'wire', 'worker'];
const words = { broker: 'the broker itself', journal: 'waiting for the disk', queue: 'waiting to be sent', wire: 'on the way to the worker and back', worker: 'the worker\'s handler' };
const wide = 1000;

/** The five parts of the whole, then each attempt where it began. */
export function ledger(call) {
  const total = Math.max(call.ledgerMs.total, 1e-6);
  const began = nanos(call.request.receivedAt);
  const rows = [];
  let at = 0;
  for (const phase of phases) {
    const took = call.ledgerMs[phase] || 0;
    rows.push({ label: words[phase], from: at, took, kind: phase });
    at += took;
  }
  for (const attempt of call.attempts || []) {
    const from = Math.max(0, Math.min(total, (nanos(attempt.sentAt) - began) / 1e6));
    rows.push({ label: 'attempt ' + attempt.number + ', ' + attempt.worker, from, took: attempt.tookMs, kind: 'attempt', inner: attempt.workerMs });
  }
  return el('div', { class: 'waterfall', role: 'table', 'aria-label': 'Where the time went' },
    rows.map(row => el('div', { role: 'row', class: 'fall' },
      el('span', { role: 'cell' }, plain(row.label)), drawing(row, total), el('span', { role: 'cell', class: 'number' }, millis(row.took)))),
    el('div', { role: 'row', class: 'fall sum' }, el('span', { role: 'cell' }, 'together'), el('span', {}), el('span', { role: 'cell', class: 'number' }, millis(call.ledgerMs.total))));
}

function drawing({ from, took, kind, inner }, total) {
  const scale = wide / total;
  const x = Math.min(wide - 2, (from || 0) * scale);
  const width = Math.max(2, Math.min(wide - x, took * scale));
  const bars = [svg('rect', { x, y: 3, width, height: 12, class: 'phase ' + kind })];
  if (inner) {
    bars.push(svg('rect', { x: x + Math.max(0, (width - inner * scale) / 2), y: 6, width: Math.max(1, Math.min(width, inner * scale)), height: 6, class: 'phase worker' }));
  }
  return svg('svg', { viewBox: '0 0 ' + wide + ' 18', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, bars);
}

function nanos(text) {
  const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) || [];
  return Date.parse(seconds + 'Z') * 1e6 + Number((fraction + '000000000').slice(0, 9));
}

const reasons = { COST: 'the least cost', STICKY: 'the call\'s key belongs there', AGAIN: 'all were tried, so one of them must', PANIC: 'nobody able was found, so anyone who is connected' };
const inputs = ['source', 'own', 'others', 'fresh', 'prior', 'capacity', 'slow', 'silence', 'distance'];

/** Why this worker, and what it did. */
export function decision(attempt) {
  const made = attempt.decision;
  const outcome = facts(['Outcome', plain(attempt.outcome)], ['Sent', instant(attempt.sentAt)], ['Took', millis(attempt.tookMs)], ['of that in the handler', millis(attempt.workerMs)]);
  if (!made || !Array.isArray(made.candidates)) {
    return [outcome, el('p', { class: 'quiet' }, 'No decision is kept.')];
  }
  const most = Math.max(...made.candidates.map(one => one.cost), 1e-9);
  return [
    outcome,
    el('p', {}, 'Chosen by ' + (reasons[made.reason] || plain(made.reason)) + (made.forced ? '; it had to run it' : '') + '; table ' + made.table + '.'),
    el('div', { class: 'scroll' }, el('table', { class: 'plain', 'aria-label': 'Workers that were compared' },
      el('thead', {}, el('tr', {}, ['worker', 'cost', '', ...inputs].map(one => el('th', { scope: 'col' }, one)))),
      el('tbody', {}, made.candidates.map(one => candidate(one, made.worker, most)), (made.skipped || []).map(one =>
        el('tr', { class: 'quiet' }, el('td', {}, plain(one.worker)), el('td', { colspan: inputs.length + 2 }, 'not compared: ' + plain(one.why).toLowerCase())))))),
  ];
}

function candidate(one, chosen, most) {
  const bar = svg('svg', { viewBox: '0 0 200 14', class: 'cost', 'aria-hidden': 'true' },
    svg('rect', { x: 0, y: 2, width: Math.max(2, 200 * one.cost / most), height: 10, class: one.worker === chosen ? 'chosen' : 'other' }));
  return el('tr', { class: one.worker === chosen ? 'chosen' : '' },
    el('td', {}, plain(one.worker) + (one.worker === chosen ? ' ✓' : '')), el('td', { class: 'number' }, String(one.cost)), el('td', {}, bar),
    inputs.map(name => el('td', { class: 'number' }, plain(one[name]))));
}
