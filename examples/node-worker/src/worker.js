// A Hera worker in the express manner: declare endpoints, start, and every broker sends calls.
//
//   const worker = new Worker('hello');
//   worker.use((req, res, next) => { console.log(req.path); next(); });
//   worker.get('/0/hello/{name}', (req, res) => res.json(`Hello, ${req.params.name}!`));
//   await worker.start();

import { Discovery } from './discovery.js';
import { CallError, Request, Response, problem } from './http.js';
import { Link, pause } from './link.js';
import { RemoteCalls, settle } from './remote.js';
import { settingsOf } from './settings.js';
import { Vitals, cores, memoryLimit } from './vitals.js';

export { CallError } from './http.js';
export { NotSettled, RemoteError } from './remote.js';

const REPORT_FRESH_MS = 250;
const BEAT_MS = 500;
const MEMORY = [0.8, 0.9, 0.96];
const CPU = 0.9;
const SHORT_OF_MEMORY = 0.9;
const FAREWELL_MS = 3_000;
const FORCED = 100;
const RESERVED = ['rpc.', 'hera.'];

/** `{name}` and a last `*` of a path pattern, and how to read them from a path as called. */
function pattern(path) {
  if (!/^\/[!-~]*$/.test(path) || path.length > 256 || path.startsWith('/_hera')) throw new Error(`"${path}" is no path of an endpoint`);
  const segments = path.slice(1).split('/');
  return (called) => {
    const parts = called.slice(1).split('/');
    const values = {};
    for (const [i, segment] of segments.entries()) {
      if (segment === '*' && i === segments.length - 1) {
        values['*'] = parts.slice(i).map(decodeURIComponent).join('/');
        return parts.length > i ? values : null;
      }
      if (parts[i] === undefined) return null;
      if (segment.startsWith('{')) values[segment.slice(1, -1)] = decodeURIComponent(parts[i]);
      else if (segment !== parts[i] && segment !== decodeURIComponent(parts[i])) return null;
    }
    return parts.length === segments.length ? values : null;
  };
}

export class Worker {
  #routes = new Map();
  #around = [];
  #catchers = [];
  #links = new Map();
  #discovery = null;
  #vitals = new Vitals();
  #reported = { at: -Infinity, report: null };
  #level = 0;
  #beat = null;
  #memoryUse = 0;
  #mean = { since: performance.now(), changed: performance.now(), sum: 0 };
  #idle = [];
  #ready = [];
  generation = 1;
  inFlight = 0;
  isDraining = false;

  /** @param code settings that win over the environment: `{ zookeeper, secret, slots, … }` */
  constructor(service, code = {}) {
    this.settings = settingsOf(service, code);
    this.cores = cores();
    this.memoryLimit = memoryLimit();
    this.log = code.log ?? ((line) => console.error(`${new Date().toISOString()} hera: ${line}`));
  }

  // ---- declaring ---------------------------------------------------------------------------

  /** Puts a middleware before every endpoint declared after it; one of four arguments takes the errors of all. */
  use(...middleware) {
    for (const one of middleware) (one.length === 4 ? this.#catchers : this.#around).push(one);
    return this;
  }

  get(path, ...handlers) { return this.route('GET', path, ...handlers); }
  post(path, ...handlers) { return this.route('POST', path, ...handlers); }
  put(path, ...handlers) { return this.route('PUT', path, ...handlers); }
  patch(path, ...handlers) { return this.route('PATCH', path, ...handlers); }
  delete(path, ...handlers) { return this.route('DELETE', path, ...handlers); }

  /** Serves any method of a path; options (`{ idempotent, timeoutMs, … }`) may stand before the handlers. */
  route(method, path, ...handlers) {
    const match = pattern(path);
    return this.#add(`${method} ${path}`, { method, path }, match, handlers);
  }

  /** Serves a JSON-RPC method; its handler gets `(params, req)` and returns the result. */
  rpc(name, handler) {
    if (!/^[!-~]{1,100}$/.test(name) || RESERVED.some((prefix) => name.startsWith(prefix))) throw new Error(`"${name}" is no JSON-RPC method`);
    const serve = async (req, res) => {
      const value = await handler(req.body, req);
      if (value instanceof Buffer) res.raw(value.toString());
      else res.json(value);
    };
    return this.#add(name, { rpc: name }, () => ({}), [serve]);
  }

  #add(name, endpoint, match, handlers) {
    if (this.#routes.has(name)) throw new Error(`${name} is there already`);
    const options = typeof handlers[0] === 'function' ? {} : handlers.shift();
    const chain = [...this.#around, ...handlers];
    this.#routes.set(name, { endpoint: { ...endpoint, ...options }, match, chain, isRpc: endpoint.rpc !== undefined });
    if (this.#discovery) {
      this.generation++;
      this.#links.forEach((link) => link.announce());
    }
    return this;
  }

  get endpoints() {
    return [...this.#routes.values()].map((route) => route.endpoint);
  }

  // ---- running calls -----------------------------------------------------------------------

  /** Counts a call in, unless twice the slots run already. */
  enter(isForced) {
    if (this.inFlight >= (isForced ? FORCED : 2) * this.settings.slots) return false;
    this.#count(1);
    return true;
  }

  leave() {
    this.#count(-1);
    if (this.inFlight === 0) this.#idle.splice(0).forEach((resolve) => resolve());
  }

  get isBusy() {
    return this.inFlight >= 2 * this.settings.slots;
  }

  get isShortOfMemory() {
    return this.#memoryUse >= SHORT_OF_MEMORY;
  }

  #count(change) {
    const now = performance.now();
    this.#mean.sum += this.inFlight * (now - this.#mean.changed);
    this.#mean.changed = now;
    this.inFlight += change;
  }

  /**
   * Runs a call to its end; what goes wrong is an answer too.
   *
   * @param via the socket that it came over, null when there is none
   */
  async run(name, params, signal, via = null) {
    const route = this.#routes.get(name);
    if (!route) return { error: { code: -32004, message: 'no such endpoint here' } };
    const deadline = Date.now() + (params.deadlineMs ?? 0);
    const remote = new RemoteCalls({ ...params, deadline, signal }, () => this.#open(via));
    try {
      const path = route.match(params.path ?? '');
      if (path === null) return { error: { code: -32600, message: 'not a path of the endpoint' } };
      const platform = { call: (...what) => remote.to(...what), settle: (...what) => this.settle(...what) };
      return await this.#through(route, new Request(name, params, path, signal, platform));
    } catch (e) {
      return this.#failed(route, params.uuid, e);
    } finally {
      remote.close();
    }
  }

  /** Closes the record of a call of this service: `processed` or `delete`; rejects with a NotSettled. */
  settle(uuid, action, note) {
    return settle(this.#open(null), uuid, action, note);
  }

  /** The sockets that stand, this one first. */
  #open(first) {
    const open = [...this.#links.values()].map((link) => link.open).filter((one) => one && one !== first);
    return first?.isOpen ? [first, ...open] : open;
  }

  #failed(route, uuid, e) {
    if (e instanceof CallError) return route.isRpc ? { error: { code: e.code, message: e.message } } : problem(e, uuid);
    this.log(`call ${uuid} failed in its handler: ${e?.stack ?? e}`);
    return { error: { code: -32603, message: 'internal error' } };
  }

  /** Middlewares and handlers one after the other; resolves with the first answer. */
  #through(route, req) {
    return new Promise((resolve, reject) => {
      const res = new Response(resolve);
      const chain = [...route.chain, ...this.#catchers];
      const step = async (at, error) => {
        const takes = chain.findIndex((one, i) => i >= at && (one.length === 4) === (error !== undefined));
        if (takes < 0) {
          reject(error ?? new CallError(404, 'no handler answered'));
          return;
        }
        const next = (e) => step(takes + 1, e);
        try {
          const one = chain[takes];
          await (error === undefined ? one(req, res, next) : one(error, req, res, next));
        } catch (e) {
          step(takes + 1, e ?? new Error('a handler threw nothing'));
        }
      };
      step(0, undefined);
    });
  }

  // ---- vitals ------------------------------------------------------------------------------

  /** A report, at most a quarter of a second old. */
  report() {
    const now = performance.now();
    const state = this.isDraining ? 'DRAINING' : 'READY';
    if (now - this.#reported.at > REPORT_FRESH_MS || this.#reported.report.state !== state) {
      this.#count(0);
      const mean = this.#mean.sum / Math.max(1, this.#mean.changed - this.#mean.since);
      this.#mean = { since: now, changed: now, sum: 0 };
      this.#reported = { at: now, report: this.#vitals.report(state, this.inFlight, mean) };
      this.#memoryUse = this.#reported.report.memoryUse;
    }
    return this.#reported.report;
  }

  /** Speaks up at once when a threshold was crossed, either way. */
  #look() {
    const report = this.report();
    const level = MEMORY.filter((one) => report.memoryUse >= one).length * 10 + (report.cpu >= CPU ? 1 : 0) + (this.isDraining ? 100 : 0);
    if (level !== this.#level) this.#links.forEach((link) => link.vitals(report));
    this.#level = level;
  }

  // ---- life --------------------------------------------------------------------------------

  /** Finds the brokers and links to each; resolves with the first link, or after `startSeconds` without. */
  async start() {
    this.#discovery = new Discovery(this.settings, (nodes) => this.#known(nodes), this.log);
    this.#beat = setInterval(() => this.#look(), BEAT_MS);
    const stop = () => this.stop().then(() => process.exit(0));
    process.once('SIGTERM', stop).once('SIGINT', stop);
    const linked = await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), this.settings.startSeconds * 1000);
      this.#ready.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    if (!linked) this.log(`no link after ${this.settings.startSeconds} s; zookeeper ${this.#discovery.isConnected ? 'answers' : 'does not answer'}`);
    return this;
  }

  #known(nodes) {
    if (this.isDraining) return;
    const now = new Map(nodes.map((node) => [node.id, node]));
    for (const [id, link] of this.#links) {
      if (link.isOver) this.#links.delete(id);
      else if (!now.has(id)) link.vanished();
    }
    const isFirst = this.#links.size === 0;
    for (const [id, node] of now) {
      const link = this.#links.get(id);
      if (link) link.seen(node);
      // Brokers that turn up later turn up for every worker at the same time.
      else this.#links.set(id, new Link(this, node, isFirst ? 0 : pause(0)));
    }
  }

  /** A broker has taken the announcement. */
  linked(conversation) {
    conversation.opened();
    this.#ready.splice(0).forEach((resolve) => resolve());
  }

  /** Tells every broker that this worker goes, lets running calls end, and closes every link. */
  async stop() {
    if (this.isDraining) return;
    this.isDraining = true;
    const ms = this.settings.drainSeconds * 1000;
    const end = Date.now() + ms;
    this.log(`the worker goes; ${this.inFlight} calls run`);
    this.#look();
    await Promise.all([...this.#links.values()].map((link) => link.drain('the worker goes', ms, Math.min(ms, FAREWELL_MS))));
    await new Promise((resolve) => {
      if (this.inFlight === 0) resolve();
      this.#idle.push(resolve);
      setTimeout(resolve, Math.max(0, end - Date.now())).unref();
    });
    await Promise.all([...this.#links.values()].map((link) => link.close()));
    this.#discovery?.close();
    clearInterval(this.#beat);
    this.#vitals.close();
    this.log('the worker is closed');
  }
}
