// Something done to every call that a filter finds: first how many there are, then the question.

import { button, el, facts, put } from './dom.js';
import { send } from './api.js';
import { confirm, note, open } from './dialog.js';
import { bytes, count, plain } from './format.js';

const actions = [
  { path: 'calls/pin', label: 'Pin', said: 'They stay on record until they are unpinned.' },
  { path: 'calls/unpin', label: 'Unpin', said: 'They go when their time has come.' },
  { path: 'calls/delete', label: 'Delete', said: 'Their records are gone then, for good; pinned calls stay.', danger: true },
];

export function byFilter(filter, done) {
  if (!filter.trim()) {
    note('Say first which calls: a filter is wanted.', 'bad');
    return;
  }
  const shown = open('Act on all calls of this filter', el('div', {}, el('p', {}, el('code', {}, plain(filter))),
    el('div', { class: 'actions start' }, el('a', { class: 'button', href: '#/replays?filter=' + encodeURIComponent(filter) }, 'Replay …'), actions.map(action =>
      button(action.label + ' …', () => { shown.close(); sure(action, filter, done); }, { class: action.danger ? 'danger' : '' })))));
}

function sure(action, filter, done) {
  const figures = el('div', {}, 'counting …');
  const asked = confirm({
    title: action.label + ' these calls?', label: action.label, danger: action.danger,
    content: [el('p', {}, el('code', {}, plain(filter))), figures, el('p', {}, action.said)],
    act: () => all(action.path, filter),
    done: many => { note(count(many) + ' calls: ' + action.label.toLowerCase()); done(); },
  });
  asked.yes.disabled = true;
  send('POST', action.path, { filter }).then(found => {
    put(figures, facts(['Calls', count(found.calls) + (found.more ? ' and more' : '')], ['Bytes', bytes(found.bytes)],
      ...Object.entries(found.outcomes || {}).map(([word, many]) => [plain(word), count(many)])),
    found.missing?.length ? el('p', { class: 'bad' }, 'No answer from ' + found.missing.map(plain).join(', ')) : '');
    asked.yes.disabled = found.calls === 0;
  }, problem => {
    put(figures, el('p', { class: 'bad' }, plain(problem.message)), problem.body?.shown ? el('pre', {}, problem.body.shown) : '');
  });
}

/** The broker does some at a time and says where it goes on. */
async function all(path, filter) {
  let done = 0;
  let cursor = '';
  for (let step = 0; step < 10000; step++) {
    const answer = await send('POST', path, { filter, cursor, sure: true });
    done += answer.done;
    if (!answer.more || !answer.cursor || answer.cursor === cursor) {
      return done;
    }
    cursor = answer.cursor;
  }
  return done;
}
