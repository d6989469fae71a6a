// The worker that `ops/hera conformance` asks for; ops/docs/conformance.md says what each endpoint does.

import { CallError, NotSettled, RemoteError, Worker } from './src/worker.js';

const worker = new Worker('conformance');
let started = 0;
let cancelled = 0;

const lists = (query) => Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));

function about(req, res) {
  const { path, query, headers, caller, attempt, uuid, root, parent, receivedAt, contentType } = req;
  const leftMs = req.deadline - Date.now();
  res.json({ name: req.params.name, path, query: lists(query), headers, caller, attempt, uuid, root, parent, replay: req.isReplay, receivedAt, leftMs, contentType });
}

async function remote(req, res) {
  const { endpoint, leaveMs, ...options } = req.body;
  const call = req.call(endpoint, options);
  if (leaveMs !== undefined) {
    call.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, leaveMs));
    return res.json({ left: true });
  }
  try {
    const { status, contentType, bytes, uuid, worker, isAccepted } = await call;
    return res.json({ status, contentType, text: bytes.toString(), uuid, worker, accepted: isAccepted });
  } catch (e) {
    if (!(e instanceof RemoteError)) throw e;
    return res.json({ outcome: e.outcome, code: e.code, uuid: e.uuid });
  }
}

async function settle(req, res) {
  const { uuid, action, note } = req.body;
  try {
    await worker.settle(uuid, action, note);
    return res.json({ settled: true });
  } catch (e) {
    if (!(e instanceof NotSettled)) throw e;
    return res.json({ settled: false, lasting: e.isLasting });
  }
}

const thing = (req, res) => res.json({ endpoint: req.endpoint, id: req.params.id });

worker
  .post('/conformance/echo', (req, res) => {
    if (!req.hasBody) return res.end();
    const type = req.contentType || 'application/octet-stream';
    return type === 'application/json' ? res.raw(req.bytes.toString()) : res.type(type).send(req.bytes);
  })
  .get('/conformance/about/{name}', about)
  .post('/conformance/about/{name}', about)
  .post('/conformance/answer', (req, res) => {
    const { status = 200, headers = {}, contentType = 'text/plain', text = '' } = req.body;
    res.status(status);
    for (const [name, values] of Object.entries(headers)) res.set(name, values);
    res.type(contentType).send(text);
  })
  .post('/conformance/fail', async (req) => {
    const { crash, status, message } = req.body;
    if (crash) throw new Error('the secret of the handler');
    throw new CallError(status, message);
  })
  .post('/conformance/sleep', async (req, res) => {
    const { ms } = req.body;
    started++;
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      req.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        cancelled++;
        reject(new CallError(499, 'cancelled'));
      });
    });
    res.json({ slept: ms });
  })
  .get('/conformance/counts', (req, res) => res.json({ started, cancelled }))
  .post('/conformance/big', (req, res) => {
    const { bytes, as = 'json' } = req.body;
    if (as === 'json') res.json('x'.repeat(bytes - 2));
    else res.send(Buffer.alloc(bytes));
  })
  .post('/conformance/remote', remote)
  .post('/conformance/settle', settle)
  .put('/conformance/thing/{id}', thing)
  .patch('/conformance/thing/{id}', thing)
  .delete('/conformance/thing/{id}', thing)
  .get('/conformance/files/*', (req, res) => res.json({ rest: req.params['*'] }))
  .rpc('conformance.echo', (params, req) => (req.hasBody ? req.bytes : {}))
  .rpc('conformance.subtract', (params) => (Array.isArray(params) ? params[0] - params[1] : params.a - params.b))
  .rpc('conformance.fail', ({ code, message }) => {
    throw new CallError(400, message, code);
  });

await worker.start();
