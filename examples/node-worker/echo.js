// The least a worker in Node.js needs, and a second one for an endpoint that a Java worker serves too.
//
//   HERA_ZOOKEEPER=127.0.0.1:2181 HERA_SECRET_FILE=.hera/secrets/worker node examples/node-worker/echo.js

import { Worker } from './src/worker.js';

const worker = new Worker('metrics');

worker.use((req, res, next) => {
  res.set('X-Served-By', 'node');
  next();
});

worker.get('/0/hello-node/{name}', { idempotent: true }, (req, res) => res.json(`Hello, ${req.params.name}!`));

worker.post('/0/echo', (req, res) => {
  if (req.contentType.startsWith('application/json') && req.hasBody) res.raw(req.bytes.toString());
  else res.type(req.contentType || 'application/octet-stream').send(req.bytes);
});

await worker.start();
