// A drain: first what it would leave, at every broker, and then the question. The broker itself
// refuses to drain a last worker unless it is told that this is wanted.

import { button, el, put } from './dom.js';
import { ask, query, send } from './api.js';
import { confirm, note } from './dialog.js';
import { plain } from './format.js';
import { wake } from './poll.js';

/** At one broker at least: brokers hear of a drain one after another. */
export const isDraining = worker => /(^|; )draining/.test(worker.state);

export function drainOrUndo(worker) {
  if (isDraining(worker)) {
    confirm({
      title: 'Undo the drain of ' + plain(worker.worker),
      content: [el('p', {}, 'Every broker gives it calls again.')],
      label: 'Undo drain',
      act: () => send('DELETE', query('drain', { worker: worker.worker })),
      done: () => { note(worker.worker + ' gets calls again'); wake(); },
    });
  } else {
    drain(worker.worker);
  }
}

function drain(worker) {
  const preview = el('div', {}, 'asking every broker what that would leave …');
  const force = el('input', { type: 'checkbox', id: 'force', on: { change: () => { asked.yes.disabled = !allowed(); } } });
  let last = true;
  const allowed = () => !last || force.checked;
  const asked = confirm({
    title: 'Drain ' + plain(worker),
    content: [
      el('p', {}, 'It gets no new calls from any broker; calls that run go on.'),
      preview,
      el('label', { class: 'check' }, force, 'drain it although endpoints are left without a worker'),
    ],
    label: 'Drain',
    danger: true,
    act: () => send('POST', 'drain', { worker, force: force.checked }),
    done: () => { note(worker + ' gets no new calls'); wake(); },
  });
  asked.yes.disabled = true;
  force.parentElement.hidden = true;
  ask(query('drain', { worker })).then(found => {
    last = found.without.length > 0 || !found.linked || found.brokers.some(one => !one.answered);
    put(preview, words(found));
    force.parentElement.hidden = !last;
    asked.yes.disabled = !allowed();
  }, problem => {
    put(preview, el('p', { class: 'bad' }, problem.message), button('Close', asked.close));
  });
}

function words(found) {
  const verdict = found.without.length > 0
    ? el('p', { class: 'bad' }, 'Refused: it is the last worker of ' + found.without.map(plain).join(', ') + '. Start another first.')
    : el('p', { class: 'good' }, 'Others serve all of its ' + found.endpoints + ' endpoints.');
  return [
    found.linked ? verdict : el('p', { class: 'bad' }, 'No broker has this worker.'),
    el('table', { class: 'plain' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Broker'), el('th', { scope: 'col' }, 'Left without a worker'))),
      el('tbody', {}, found.brokers.map(one => el('tr', {}, el('td', {}, plain(one.broker)),
        el('td', {}, !one.answered ? 'does not answer' : one.without.length ? one.without.map(plain).join(', ') : 'nothing'))))),
  ];
}
