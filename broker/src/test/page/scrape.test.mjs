// What the page's charts are drawn of; the module needs no browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const source = await readFile(new URL('../../main/resources/dev/hera/broker/admin/page/scrape.js', import.meta.url), 'utf8');
const { History, past, sums } = await import('data:text/javascript,' + encodeURIComponent(source));

const lines = calls => `hera_calls_total{endpoint="POST /0/echo",outcome="answered",status="2xx"} ${calls}`;
const broker = (name, fromStart, ...looks) => ({ broker: name, answered: true, fromStart, looks: looks.map(([at, calls]) => ({ at, lines: lines(calls) })) });

/** Calls a second as the page would draw them, the page's own look last. */
function drawn(brokers, now, calls) {
  const history = new History();
  history.add(now, sums([{ broker: 'b1', answered: true, lines: lines(calls) }]));
  past(brokers).forEach(look => history.recall(look.at, sums(look.brokers), 'all'));
  return history.rate('all\n', 'calls');
}

test('what brokers saw before comes before what the page sees', () => {
  const rates = drawn([broker('b1', true, [30, 0], [60, 300], [90, 300])], 120, 600);
  assert.deepEqual(rates, [10, 0, 10]);
});

test('brokers are added up, and one that was started in between begins with nothing', () => {
  const both = [broker('b1', false, [30, 5000], [60, 5300], [90, 5600]), broker('b2', true, [90, 30])];
  assert.deepEqual(drawn(both, 120, 5630 + 300), [10, 11, 10]);
});

test('nothing is drawn of a time of which one broker has forgotten', () => {
  const both = [broker('b1', true, [30, 0], [60, 300], [90, 600]), broker('b2', false, [60, 7000], [90, 7300])];
  assert.deepEqual(past(both).map(look => look.at), [60, 90]);
});

test('a broker that missed an instant stands as it was', () => {
  const both = [broker('b1', true, [30, 0], [60, 300], [90, 600]), broker('b2', true, [30, 0], [90, 60])];
  assert.deepEqual(drawn(both, 120, 660), [10, 12, 0]);
});

test('nothing is recalled while a broker does not answer', () => {
  assert.deepEqual(past([broker('b1', true, [30, 0]), { broker: 'b2', answered: false, fromStart: false, looks: [] }]), []);
});

test('of a subject that was not asked for nothing is drawn before the page was opened', () => {
  const history = new History();
  history.add(120, sums([{ broker: 'b1', answered: true, lines: lines(600) }]));
  history.recall(60, sums([{ broker: 'b1', answered: true, lines: lines(0) }]), 'all');
  history.recall(90, sums([{ broker: 'b1', answered: true, lines: lines(300) }]), 'all');
  assert.deepEqual(history.rate('endpoint\nPOST /0/echo', 'calls'), [null, null]);
  history.recall(60.5, sums([{ broker: 'b1', answered: true, lines: lines(0) }]), 'endpoint\nPOST /0/echo');
  history.recall(90.5, sums([{ broker: 'b1', answered: true, lines: lines(300) }]), 'endpoint\nPOST /0/echo');
  assert.deepEqual(history.rate('endpoint\nPOST /0/echo', 'calls'), [10, 10]);
  assert.equal(history.looks.length, 3);
});

test('where the page has looked itself it needs nobody', () => {
  const history = new History();
  history.add(100, new Map());
  history.recall(90, new Map(), 'all');
  assert.equal(history.looks.length, 1);
});
