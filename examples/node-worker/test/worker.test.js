import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AllowedHosts, brokerNode } from '../src/discovery.js';
import { pause } from '../src/link.js';
import { settingsOf } from '../src/settings.js';
import { CallError, Worker } from '../src/worker.js';

const quiet = { secret: 'x', log: () => {} };
const UUID = '0199a000-0000-7000-8000-000000000001';
const run = (worker, name, params = {}) => worker.run(name, { uuid: UUID, path: name.split(' ')[1] ?? '', ...params }, new AbortController().signal);

test('handlers get path, query and body, and answer in the manner of express', async () => {
  const worker = new Worker('w', quiet).post('/0/orders/{id}', (req, res) => {
    res.status(201).set('X-Part', ['1', '2']).json({ id: req.params.id, dry: req.query.get('dry'), amount: req.body.amount });
  });
  const answer = await run(worker, 'POST /0/orders/{id}', { path: '/0/orders/a%20b', query: 'dry=1', bodyText: '{"amount":1.10}' });
  assert.equal(answer.status, 201);
  assert.deepEqual(answer.headers, { 'x-part': ['1', '2'] });
  assert.equal(answer.json, '{"id":"a b","dry":"1","amount":1.1}');
});

test('middlewares stand around what is declared after them, errors pass to those of four arguments', async () => {
  const seen = [];
  const worker = new Worker('w', quiet)
    .get('/0/before', (req, res) => res.json(1))
    .use((req, res, next) => { seen.push(req.path); next(); })
    .get('/0/after', (req, res, next) => next(), (req, res) => res.json(2))
    .get('/0/told', async () => { throw new Error('so it is'); });
  assert.equal((await run(worker, 'GET /0/before')).json, '1');
  assert.equal((await run(worker, 'GET /0/after')).json, '2');
  assert.equal((await run(worker, 'GET /0/told')).error.message, 'internal error');
  worker.use((error, req, res, next) => next(new CallError(418, error.message)));
  const told = await run(worker, 'GET /0/told');
  assert.equal(told.status, 418);
  assert.equal(JSON.parse(told.json).detail, 'so it is');
  assert.deepEqual(seen, ['/0/after', '/0/told', '/0/told']);
});

test('what a handler may not set fails the call', async () => {
  const worker = new Worker('w', quiet).get('/0/x', (req, res) => res.set(req.search, 'a\r\nb').json(1)).get('/0/y', (req, res) => res.set('set-cookie', 'a').json(1));
  assert.equal((await run(worker, 'GET /0/x', { query: 'x-a' })).error.code, -32603);
  assert.equal((await run(worker, 'GET /0/y')).error.code, -32603);
});

test('JSON-RPC methods return values and throw codes', async () => {
  const worker = new Worker('w', quiet).rpc('sum', (params) => params.reduce((a, b) => a + b)).rpc('bad', () => { throw new CallError(400, 'no', 7); });
  assert.equal((await run(worker, 'sum', { bodyText: '[1,2,3]' })).json, '6');
  assert.deepEqual((await run(worker, 'bad')).error, { code: 7, message: 'no' });
  assert.throws(() => worker.rpc('rpc.x', () => {}));
  assert.throws(() => worker.rpc('sum', () => {}));
});

test('twice the slots are busy, what is forced is not', () => {
  const worker = new Worker('w', { ...quiet, slots: 1 });
  assert.deepEqual([worker.enter(false), worker.enter(false), worker.enter(false), worker.enter(true)], [true, true, false, true]);
  worker.leave();
  assert.equal(worker.inFlight, 2);
});

test('reports are in range and count up', () => {
  const worker = new Worker('w', quiet);
  const report = worker.report();
  for (const name of ['cpu', 'cpuHost', 'memoryUse']) assert.ok(report[name] >= 0 && report[name] <= 1, name);
  for (const name of ['seq', 'uptimeMs', 'rss', 'memoryLimit', 'inFlight', 'gcMs']) assert.ok(Number.isInteger(report[name]) && report[name] >= 0, name);
  worker.isDraining = true;
  assert.equal(worker.report().state, 'DRAINING');
  assert.ok(worker.report().seq > report.seq);
});

test('pauses double up to half a minute, spread out', () => {
  const most = [0, 1, 2, 3, 10].map((failures) => pause(failures, () => 1));
  assert.deepEqual(most, [500, 1000, 2000, 4000, 30_000]);
  assert.equal(pause(5, () => 0), 0);
});

test('only allowed addresses are dialled', async () => {
  const usual = new AllowedHosts('private');
  for (const host of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'fd00::1']) assert.equal(await usual.allows(host), true, host);
  for (const host of ['192.0.2.1', '169.254.169.254', '8.8.8.8', '2001:db8::1']) assert.equal(await usual.allows(host), false, host);
  const named = new AllowedHosts('broker.example.com,*.inner.example.com,203.0.113.0/24');
  for (const host of ['broker.example.com', 'a.inner.example.com', '203.0.113.9']) assert.equal(await named.allows(host), true, host);
  assert.throws(() => new AllowedHosts('a b'));
});

test('a node that is none is left out', () => {
  const node = { id: 'b', host: '127.0.0.1', ports: { http: 1, link: 2 }, protocols: ['hera.v1'], version: '1', boot: UUID, startedAt: '2026-11-02T12:00:00Z' };
  const read = (changes, name = 'b') => brokerNode(Buffer.from(JSON.stringify({ ...node, ...changes })), name);
  assert.equal(read({}).id, 'b');
  for (const bad of [{ id: 'c' }, { host: 'a/b' }, { ports: { http: 1 } }, { ports: { http: 1, link: 70000 } }, { boot: 'x' }, { version: 'x'.repeat(1100) }, { protocols: 1 }]) {
    assert.equal(read(bad), null, JSON.stringify(bad));
  }
  assert.equal(brokerNode(Buffer.from('{'), 'b'), null);
});

test('a wrong setting is named with what is allowed', () => {
  assert.throws(() => settingsOf('w', {}, { HERA_SECRET: 'x', HERA_SLOTS: '0' }), /HERA_SLOTS is "0"; allowed/);
  assert.throws(() => settingsOf('w', {}, { HERA_SECRET: 'x', HERA_SLOT: '1' }), /HERA_SLOT is not a setting/);
  assert.throws(() => settingsOf('w', {}, {}), /exactly one/);
  assert.equal(settingsOf('w', { slots: 3 }, { HERA_SECRET: 'x', HERA_SLOTS: '9' }).slots, 3);
});

test('values find their places in a remote call, and its answer is read', async () => {
  const said = [];
  const way = { isOpen: true, question: async (method, params) => { said.push([method, JSON.parse(params)]); return { kind: 'replied', raw: '{"status":201,"headers":{"x-request-uuid":"u"},"body":{"a" : 1.10}}' }; } };
  const worker = new Worker('w', quiet).post('/0/x', async (req, res) => {
    const answer = await req.call('PUT /1/{id}/y', { with: { id: 'a b', c: 1 }, query: { d: 2 } });
    res.json([answer.status, answer.uuid, answer.bytes.toString(), answer.json().a]);
  });
  const answer = await worker.run('POST /0/x', { uuid: UUID, path: '/0/x', deadlineMs: 9000, depth: 2 }, new AbortController().signal, way);
  assert.equal(answer.json, '[201,"u","{\\"a\\" : 1.10}",1.1]');
  const [method, params] = said[0];
  assert.equal(method, 'hera.call');
  assert.deepEqual([params.path, params.query, params.body, params.root, params.parent, params.depth], ['/1/a%20b/y', 'd=2', { c: 1 }, UUID, UUID, 2]);
});

test('a remote call that failed is a failure of the platform to its caller, unless it is caught', async () => {
  const way = { isOpen: true, question: async () => ({ kind: 'refused', error: { code: -32004, message: 'nobody', data: { uuid: 'u', outcome: 'not-executed', worker: '' } } }) };
  const worker = new Worker('w', quiet)
    .get('/0/x', (req) => req.call('sum'))
    .get('/0/y', (req, res) => req.call('sum').catch((e) => res.json([e.outcome, e.code, e.uuid])));
  const of = (path) => worker.run(`GET ${path}`, { uuid: UUID, path, deadlineMs: 9000 }, new AbortController().signal, way);
  assert.equal((await of('/0/x')).error.code, -32603);
  assert.equal((await of('/0/y')).json, '["not-executed",-32004,"u"]');
});
