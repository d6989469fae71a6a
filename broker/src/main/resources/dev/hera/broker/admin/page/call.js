// One call, whole: what was asked, how it was decided, where its time went, what came back, what
// was said afterwards. Everything in it was written by strangers.

import { button, el, facts, put } from './dom.js';
import { ask } from './api.js';
import { bytes, instant, lines, millis, plain, pretty } from './format.js';
import { note } from './dialog.js';
import { decision, ledger } from './timeline.js';
import { where } from './status.js';

const to = uuid => el('a', { href: '#/calls/' + encodeURIComponent(uuid) }, plain(uuid));
const filtered = (text, filter) => el('a', { href: '#/calls?filter=' + encodeURIComponent(filter) }, text);

export async function showCall(place, uuid) {
  const content = el('div', { class: 'call' }, 'asking …');
  place.append(content);
  try {
    const call = await ask('calls/' + encodeURIComponent(uuid));
    where('kept by ' + call.broker);
    put(content, page(call));
  } catch (problem) {
    put(content, el('p', { class: 'bad' }, plain(problem.message)), el('a', { href: '#/calls' }, 'Back to the calls'));
  }
}

function page(call) {
  const request = call.request;
  return [
    el('p', { class: 'lead' }, el('code', {}, plain(request.method + ' ' + request.path + (request.query ? '?' + request.query : '')))),
    el('p', { class: 'tags' }, tag(call.state), call.outcome && tag(call.outcome, outcomeTone(call)), call.status && tag('status ' + call.status, call.status >= 500 ? 'bad' : call.status >= 400 ? 'warn' : 'good')),
    facts(['Call', plain(call.uuid)], ['Endpoint', plain(request.endpoint)], ['Caller', plain(request.caller)],
      ['Allowed by', plain(request.grant || '')], ['Received', instant(request.receivedAt)], ['Came by', plain(request.origin)],
      ['Kept by', plain(call.broker)], ['Recording', request.record], ['Idempotency key', request.idempotencyKey && plain(request.idempotencyKey)],
      ['Patience', millis(request.patienceMs)]),
    links(call),
    section('Where the time went', call.ledgerMs ? ledger(call) : el('p', { class: 'quiet' }, 'It has not ended.')),
    ...(call.attempts || []).map(attempt => section('Attempt ' + attempt.number + ': ' + plain(attempt.worker), decision(attempt))),
    section('What was asked', half(request)),
    section('What came back', call.response ? answer(call) : el('p', { class: 'quiet' }, 'Nothing yet.')),
    call.settled && section('Settled', facts(['What', call.settled.action], ['When', instant(call.settled.at)], ['By', plain(call.settled.by)], ['Note', plain(call.settled.note || '')])),
    call.undelivered && section('Not delivered', el('p', {}, plain(call.undelivered))),
  ].filter(Boolean);
}

export const outcomeTone = call => ({ answered: 'good', accepted: 'good', unknown: 'bad', 'not-executed': 'warn' }[call.outcome] || '');

const tag = (text, tone = '') => el('span', { class: 'tag ' + tone }, plain(text));

function section(title, ...content) {
  return el('section', {}, el('h3', {}, title), content);
}

function links(call) {
  const { request } = call;
  const replayed = /^replay (\S+)$/.exec(request.origin || '');
  return el('nav', { class: 'links', 'aria-label': 'Calls around this one' },
    request.parent && el('span', {}, 'made by ', to(request.parent)),
    request.root && request.root !== call.uuid && el('span', {}, 'root ', to(request.root)),
    replayed && el('span', {}, 'replay of ', to(replayed[1])),
    filtered('calls that it made', 'parent:' + call.uuid), filtered('its replays', 'original:' + call.uuid),
    filtered('its endpoint', 'endpoint:' + JSON.stringify(request.endpoint)),
    el('a', { href: '#/replays?id=' + encodeURIComponent(call.uuid) + '&broker=' + encodeURIComponent(call.broker) }, 'replay it'),
    button('Copy the id', () => navigator.clipboard.writeText(call.uuid).then(() => note('copied'), () => note('the browser did not copy', 'bad')), { class: 'small' }));
}

function answer(call) {
  const response = call.response;
  return [
    facts(['Ended', instant(response.endedAt)], ['Worker', plain(response.worker || '')], ['Kind', plain(response.kind || '')], ['Detail', plain(response.detail || '')]),
    half(response),
  ];
}

/** Headers and body of one direction. */
function half(side) {
  return [headers(side.headers), body(side)];
}

function headers(all) {
  const rows = Object.entries(all || {}).flatMap(([name, values]) => [values].flat().map(value => [name, value]));
  if (rows.length === 0) {
    return el('p', { class: 'quiet' }, 'No header is kept.');
  }
  return el('div', { class: 'scroll' }, el('table', { class: 'plain headers' }, el('tbody', {}, rows.map(([name, value]) =>
    el('tr', {}, el('th', { scope: 'row' }, plain(name)), el('td', {}, plain(value)))))));
}

function body(side) {
  const size = bytes(side.bodyBytes) + (side.contentType ? ', ' + plain(side.contentType) : '') + (side.bodyMasked ? ', masked where the endpoint wants it' : '');
  if (side.bodySha256) {
    return el('p', { class: 'quiet' }, 'Body of ', size, ', too large to be kept; SHA-256 ', el('code', {}, side.bodySha256));
  }
  const text = side.body ?? side.bodyBase64;
  if (text === undefined) {
    return el('p', { class: 'quiet' }, side.bodyBytes ? 'Body of ' + size + ', not kept.' : 'No body.');
  }
  return [
    el('p', { class: 'quiet' }, 'Body of ', size, side.bodyBase64 === undefined ? '' : ', as base64', ' ', button('Save as a file', () => save(side), { class: 'small' })),
    el('pre', { tabindex: 0, 'aria-label': 'Body' }, lines(side.body === undefined ? text : pretty(text))),
  ];
}

/** Always as bytes that nothing opens, under a name of ours. */
function save(side) {
  const data = side.body ?? Uint8Array.from(atob(side.bodyBase64), one => one.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([data], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'body.bin';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
