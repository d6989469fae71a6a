// What a handler asks of the platform over the links it has: calls to other endpoints, and the closing of records.

import { createHash } from 'node:crypto';

import { members } from './messages.js';

const GRACE_MS = 500;
const SETTLE_MS = 10_000;
const CARRIED = ['traceparent', 'tracestate', 'baggage', 'hera-hermetic'];
const BODILESS = new Set(['GET', 'HEAD', 'DELETE']);
const NOT_EXECUTED = new Set([-32020, -32601, -32600, -32602]);
const LASTING = new Set([-32003, -32601, -32602]);
const DEADLINE = -32031;
const WORKER_LOST = -32030;
const BUSY = -32020;
const INTERNAL = -32603;

/** A remote call without an answer; `outcome` is `answered`, `not-executed` (another try is safe) or `unknown`. */
export class RemoteError extends Error {
  constructor(outcome, code, message, uuid = '') {
    super(message);
    this.outcome = outcome;
    this.code = code;
    this.uuid = uuid;
  }
}

/** A record that was not closed; `isLasting` when asking again will not help. */
export class NotSettled extends Error {
  constructor(uuid, why, isLasting) {
    super(`call ${uuid} is not settled: ${why}`);
    this.isLasting = isLasting;
  }
}

/** What a remote call brought back; a status of 400 and above is an answer too, which `json()` refuses to read. */
export class RemoteAnswer {
  constructor(raw) {
    const found = members(raw);
    const value = (name, usual) => (found.has(name) ? JSON.parse(found.get(name).text) : usual);
    this.status = value('status', 200);
    this.headers = value('headers', {});
    this.contentType = value('contentType', found.has('body') ? 'application/json' : '');
    this.bytes = found.has('body') ? Buffer.from(found.get('body').text) : Buffer.from(value('bodyBase64', ''), 'base64');
    if (!Number.isInteger(this.status) || this.status < 200 || this.status > 599) throw new Error('no status');
    if (this.headers === null || typeof this.headers !== 'object' || Array.isArray(this.headers)) throw new Error('no headers');
  }

  get ok() { return this.status < 400; }
  get uuid() { return this.get('x-request-uuid') ?? ''; }
  get worker() { return this.get('hera-worker') ?? ''; }
  get isAccepted() { return this.get('hera-outcome') === 'accepted'; }

  get(name) {
    return [this.headers[name.toLowerCase()]].flat()[0];
  }

  json() {
    if (!this.ok) throw new RemoteError('answered', this.status, `the answer has status ${this.status}`, this.uuid);
    try {
      return this.bytes.length === 0 ? undefined : JSON.parse(this.bytes.toString());
    } catch {
      throw new RemoteError('answered', this.status, 'the answer is not JSON', this.uuid);
    }
  }
}

/** Gives every value its place: in the path, in the query, in the body. */
function placed(endpoint, { with: values = {}, query = {}, body, params }) {
  const space = endpoint.indexOf(' ');
  const method = endpoint.slice(0, Math.max(0, space));
  if (space === 0 || (method && !/^\/\S*$/.test(endpoint.slice(space + 1)))) throw new Error(`"${endpoint}" is no endpoint`);
  const rest = new Map(Object.entries(values));
  const take = (name) => {
    const value = rest.get(name);
    if (value === undefined || value === null || value === '') throw new Error(`${endpoint}: {${name}} has no value`);
    rest.delete(name);
    return encodeURIComponent(value);
  };
  const path = method && endpoint.slice(space + 1).split('/').map((one) => (/^\{.*\}$/.test(one) ? take(one.slice(1, -1)) : one)).join('/');
  const search = new URLSearchParams();
  const add = ([name, value]) => [value].flat().forEach((one) => one !== null && one !== undefined && search.append(name, one));
  if (BODILESS.has(method)) [...rest].forEach(add);
  Object.entries(query).forEach(add);
  const whole = body ?? params ?? (BODILESS.has(method) || rest.size === 0 ? undefined : Object.fromEntries(rest));
  return { path, query: search.toString().replaceAll('+', '%20'), body: whole === undefined ? undefined : JSON.stringify(whole) };
}

/** All remote calls of one handler; when it ends, whatever still waits is taken back. */
export class RemoteCalls {
  #call;
  #ways;
  #end = new AbortController();

  /**
   * @param call the params of the call that the handler runs, its `deadline` and `signal`
   * @param ways gives the links to ask, the one that the call came over first
   */
  constructor(call, ways) {
    this.#call = call;
    this.#ways = ways;
    call.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /** Calls another endpoint and resolves with its answer, or rejects with a RemoteError. */
  async to(endpoint, options = {}) {
    const place = placed(endpoint, options);
    const last = Math.min(this.#call.deadline, options.withinMs ? Date.now() + options.withinMs : Infinity);
    let heard = await this.#ask(endpoint, place, options, last);
    const mayRepeat = options.idempotent && heard.kind === 'unanswered' && !this.#end.signal.aborted;
    if (mayRepeat && last > Date.now()) heard = await this.#ask(endpoint, place, options, last);
    if (heard.kind === 'replied') return this.#answer(heard);
    if (heard.kind === 'refused') throw told(heard.error ?? {});
    if (heard.kind === 'not-sent') throw new RemoteError('not-executed', heard.code ?? BUSY, heard.why);
    throw new RemoteError('unknown', Date.now() >= last || this.#end.signal.aborted ? DEADLINE : WORKER_LOST, heard.why);
  }

  #answer({ raw }) {
    try {
      return new RemoteAnswer(raw);
    } catch {
      throw new RemoteError('unknown', INTERNAL, 'the broker answered something else');
    }
  }

  /** Asks one broker, and another only when the question surely did not leave. */
  async #ask(endpoint, { path, query, body }, options, last) {
    let heard = { kind: 'not-sent', why: 'no broker is linked' };
    for (const way of this.#ways()) {
      const left = last - Date.now();
      if (left < 1) return { kind: 'not-sent', code: DEADLINE, why: `no time is left to call ${endpoint}` };
      const { root, uuid, depth = 0, headers = {} } = this.#call;
      const trace = Object.fromEntries(Object.entries(headers).filter(([name]) => CARRIED.includes(name)));
      const head = { endpoint, path, query, headers: trace, deadlineMs: Math.floor(left), root: root ?? uuid, parent: uuid, depth };
      if (options.onBehalf) head.onBehalf = true;
      if (body !== undefined) head.contentType = 'application/json';
      const text = JSON.stringify(head);
      const params = body === undefined ? text : `${text.slice(0, -1)},"body":${body}}`;
      heard = await way.question('hera.call', params, left + GRACE_MS, this.#end.signal);
      if (heard.kind !== 'not-sent') return heard;
    }
    return heard;
  }

  /** The handler has ended, or its caller gave up. */
  close() {
    this.#end.abort();
  }
}

/** What a broker says of a call that ended badly; what the link itself refuses was not executed. */
function told({ code = INTERNAL, message = '', data }) {
  const known = data?.outcome === 'answered' || data?.outcome === 'not-executed' ? data.outcome : 'unknown';
  const guess = NOT_EXECUTED.has(code) ? 'not-executed' : 'unknown';
  return new RemoteError(data?.outcome === undefined ? guess : known, code, message, data?.uuid ?? '');
}

/** The twelve bits of a call's id that name the broker that has its record. */
const markIn = (uuid) => uuid.slice(15, 18).toLowerCase();
const markOf = (broker) => createHash('sha256').update(broker).digest('hex').slice(0, 3);

/** Closes the record of a call over the link of the broker that has it. */
export async function settle(links, uuid, action, note = '') {
  const params = JSON.stringify({ uuid, action, note });
  for (const link of links.filter(({ broker }) => markOf(broker) === markIn(uuid))) {
    const heard = await link.question('hera.settle', params, SETTLE_MS);
    if (heard.kind === 'replied') return;
    if (heard.kind === 'refused') throw new NotSettled(uuid, heard.error?.message, LASTING.has(heard.error?.code));
    if (heard.kind === 'unanswered') throw new NotSettled(uuid, heard.why, false);
  }
  throw new NotSettled(uuid, 'there is no link to the broker that made the call', false);
}
