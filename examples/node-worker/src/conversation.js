// One socket from the greeting to its end: what a broker says is heard here, and answered.

import WebSocket from 'ws';

import { MOST_IN_A_BATCH, read } from './messages.js';
import { Scram, binding } from './scram.js';

export const MOST_BYTES = 8 << 20;
const GREETING_BYTES = 4096;
const BODY_BYTES = 1 << 20;
const CONNECT_MS = 5_000;
const GREETING_MS = 5_000;
const WRITE_MS = 10_000;
const ANNOUNCE_MS = 5_000;
const SILENCE_MS = 15_000;
const DOUBT_MS = 2_500;
const MOST_WAITING = 4096;
const MOST_WAITING_BYTES = 16 << 20;
const MOST_BREACHES = 20;
const SEEN_IDS = 1 << 16;
const MOST_QUESTIONS = 1024;

const BROKEN = 4002;
const NOT_PROVED = 4003;
const NOT_TAKEN = 4008;

const result = (id, value) => JSON.stringify({ jsonrpc: '2.0', id, result: value });
const failure = (id, code, message, load) => JSON.stringify({ jsonrpc: '2.0', id, error: load ? { code, message, data: { load } } : { code, message } });

export class Conversation {
  #worker;
  #node;
  #ws;
  #scram;
  #state = 'dialling';
  #asks = new Map();
  #givenUp = new Set();
  #lastAsk = 0;
  #running = new Map();
  #seen = new Set();
  #highest = -1;
  #queue = [];
  #queued = 0;
  #sending = false;
  #limits = { frame: MOST_BYTES, batch: 1 };
  #heardAt = Date.now();
  #breaches = [];
  #timers = new Set();
  #stopped = false;
  #retiring = false;
  #ending;

  /** Resolves with how the turn ended: the socket's end, or that the broker goes. */
  turn;
  /** Resolves when the socket is gone. */
  end;
  #turned;
  #ended;

  constructor(worker, node) {
    this.#worker = worker;
    this.#node = node;
    this.#scram = new Scram(worker.settings.service, worker.settings.secret, binding(node));
    this.turn = new Promise((resolve) => (this.#turned = resolve));
    this.end = new Promise((resolve) => (this.#ended = resolve));
    const host = node.host.includes(':') ? `[${node.host}]` : node.host;
    this.#ws = new WebSocket(`ws://${host}:${node.ports.link}/_hera/link`, 'hera.v1', {
      perMessageDeflate: false,
      handshakeTimeout: CONNECT_MS,
      maxPayload: MOST_BYTES,
      followRedirects: false,
    });
    this.#ws.on('open', () => this.#greet());
    this.#ws.on('message', (data) => this.#message(data));
    this.#ws.on('unexpected-response', (request, response) => this.#refused(request, response));
    this.#ws.on('error', (e) => this.#over({ kind: 'lost', why: e.message }));
    this.#ws.on('close', (code, why) => this.#closed(code, String(why)));
  }

  get isOpen() {
    return this.#state === 'linked' && !this.#ending;
  }

  get broker() {
    return this.#node.id;
  }

  // ---- the greeting ------------------------------------------------------------------------

  #greet() {
    const { settings } = this.#worker;
    this.#state = 'greeting';
    this.#after(GREETING_MS, () => this.#state === 'greeting' && this.#hangUp('lost', NOT_TAKEN, 'no answer to the greeting in time'));
    const hello = {
      service: settings.service,
      instance: settings.instance,
      version: settings.version,
      role: settings.role,
      sdk: 'node/0.1.0',
      cores: this.#worker.cores,
      slots: settings.slots,
      memoryLimit: this.#worker.memoryLimit,
      auth: this.#scram.first(),
    };
    this.#ask('hera.hello', hello, (challenge) => this.#prove(challenge));
  }

  #prove(challenge) {
    let auth;
    try {
      auth = this.#scram.last(challenge?.auth);
    } catch (e) {
      this.#hangUp('rejected', NOT_PROVED, `the broker's challenge is wrong: ${e.message}`);
      return;
    }
    this.#ask('hera.prove', { auth }, (welcome) => this.#welcome(welcome));
  }

  #welcome(welcome) {
    if (!this.#scram.brokerProved(welcome?.auth)) {
      this.#hangUp('rejected', NOT_PROVED, "the broker did not prove that it knows our secret's verifier");
      return;
    }
    const { frame, batch } = welcome.limits ?? {};
    this.#limits = { frame: Math.min(frame || MOST_BYTES, MOST_BYTES), batch: Math.min(batch || MOST_IN_A_BATCH, MOST_IN_A_BATCH) };
    this.#state = 'linked';
    this.#heardAt = Date.now();
    this.#timers.add(setInterval(() => this.#watch(), 500));
    this.#worker.log(`linked to broker ${this.#node.id} as ${welcome.worker}`);
    this.announce();
  }

  /** Tells the broker the full set of endpoints; one that does not take it is of no use. */
  announce() {
    const onTime = this.#after(ANNOUNCE_MS, () => this.#hangUp('lost', BROKEN, 'it did not take the announcement'));
    const offer = { generation: this.#worker.generation, endpoints: this.#worker.endpoints };
    this.#ask('hera.announce', offer, (announced) => {
      onTime();
      if (announced?.refused?.length > 0) this.#worker.log(`broker ${this.#node.id} refuses ${JSON.stringify(announced.refused)}`);
      this.#worker.linked(this);
    });
  }

  // ---- hearing -----------------------------------------------------------------------------

  #message(data) {
    if (this.#state === 'greeting' && data.length > GREETING_BYTES) {
      this.#hangUp('lost', 1009, 'more than a stranger may say');
      return;
    }
    this.#heardAt = Date.now();
    for (const message of read(data)) {
      if (this.#ending && this.#ending.kind !== 'left') return;
      if (this.#state === 'greeting') this.#hearStranger(message);
      else this.#hear(message);
    }
  }

  #hearStranger(message) {
    const answers = message.method === undefined && this.#asks.has(message.id);
    const isUnknown = message.id === -1 && message.method && !['hera.cancel', 'hera.lameDuck'].includes(message.method);
    if (answers) this.#settle(message);
    else if (!isUnknown) this.#hangUp('lost', NOT_PROVED, 'the broker spoke before it proved itself');
  }

  #hear(message) {
    if (message instanceof Error) this.#breach(message);
    else if (message.method === undefined) {
      if (!this.#settle(message)) this.#broken('a reply to nothing');
    } else if (message.id === -1) this.#note(message);
    else if (message.method === 'hera.status') this.#say(result(message.id, this.#worker.report()));
    else if (message.method.startsWith('hera.')) this.#say(failure(message.id, -32601, 'this worker does not know this method'));
    else this.#call(message);
  }

  #note({ method, params }) {
    if (method === 'hera.cancel') this.#running.get(params.id)?.abort();
    else if (method === 'hera.lameDuck') this.#turned({ kind: 'lameDuck', after: params.reconnectAfterMs ?? 0 });
    else if (method === 'hera.vitals') this.#broken('vitals of a broker');
  }

  #breach(breach) {
    this.#broken(breach.message);
    // What was asked may have been done all the same: nothing that says it was not.
    if (breach.isReply) this.#settle({ id: breach.id, error: { code: this.#state === 'linked' ? -32603 : breach.code, message: breach.message } });
    else if (breach.id >= 0) this.#say(failure(breach.id, breach.code, breach.message));
  }

  #broken(why) {
    const now = Date.now();
    this.#breaches = this.#breaches.filter((at) => now - at < 60_000);
    this.#breaches.push(now);
    if (this.#breaches.length > MOST_BREACHES) this.#hangUp('lost', BROKEN, `the broker breaks the protocol, last: ${why}`);
  }

  // ---- calls -------------------------------------------------------------------------------

  #isNew(id) {
    if (this.#seen.has(id) || id <= this.#highest - SEEN_IDS) return false;
    this.#seen.add(id);
    this.#highest = Math.max(this.#highest, id);
    if (this.#seen.size > 2 * SEEN_IDS) for (const old of this.#seen) if (old <= this.#highest - SEEN_IDS) this.#seen.delete(old);
    return true;
  }

  async #call({ id, method, params }) {
    if (!this.#isNew(id)) {
      this.#say(failure(null, -32600, `call id ${id} came twice`));
      return;
    }
    if (this.#stopped || !this.#worker.enter(params.force === true)) {
      const why = this.#stopped ? 'the worker is draining' : 'the worker is busy';
      this.#say(failure(id, -32020, why, this.#load(0, true)));
      return;
    }
    const began = process.hrtime.bigint();
    const abort = new AbortController();
    this.#running.set(id, abort);
    const answer = await this.#worker.run(method, params, abort.signal, this);
    this.#running.delete(id);
    this.#worker.leave();
    const micros = Number((process.hrtime.bigint() - began) / 1000n);
    this.#say(this.#fitting(id, answer, this.#load(micros, this.#worker.isBusy)));
    if (this.#retiring && this.#running.size === 0) this.leave();
  }

  /** The answer as a message; over a limit it becomes an error of that one call. */
  #fitting(id, answer, load) {
    if (answer.error) return failure(id, answer.error.code, answer.error.message, load);
    const { status, headers, contentType, json, bytes } = answer;
    const size = json === undefined ? (bytes?.length ?? 0) : Buffer.byteLength(json);
    const tooLarge = (is, most) => failure(id, -32603, `the answer has ${is} bytes, allowed are ${most}`, load);
    if (size > BODY_BYTES) return tooLarge(size, BODY_BYTES);
    const head = JSON.stringify({ status, load, headers, contentType, bodyBase64: bytes?.toString('base64') });
    const whole = json === undefined ? head : `${head.slice(0, -1)},"body":${json}}`;
    const message = `{"jsonrpc":"2.0","id":${id},"result":${whole}}`;
    return Buffer.byteLength(message) > this.#limits.frame ? tooLarge(message.length, this.#limits.frame) : message;
  }

  #load(execMicros, busy) {
    const flags = [busy && 'BUSY', this.#worker.isDraining && 'DRAINING', this.#worker.isShortOfMemory && 'MEMORY'].filter(Boolean);
    const load = { inFlight: this.#worker.inFlight, yours: this.#running.size, execMicros };
    return flags.length > 0 ? { ...load, flags } : load;
  }

  // ---- saying ------------------------------------------------------------------------------

  /** @param refused what an error means; without it the broker is of no use */
  #ask(method, params, then, refused = (error) => this.#turnedAway(error)) {
    const id = ++this.#lastAsk;
    this.#asks.set(id, { then, refused });
    this.#say(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
  }

  /** A question of a handler's; resolves with what became of it: replied, refused, not-sent or unanswered. */
  question(method, params, patience, signal) {
    const notSent = (why) => Promise.resolve({ kind: 'not-sent', why });
    if (!this.isOpen) return notSent('the link is gone');
    if (this.#asks.size >= MOST_QUESTIONS) return notSent(`${MOST_QUESTIONS} questions wait already`);
    if (signal?.aborted) return notSent('the call was given up');
    const id = ++this.#lastAsk;
    const message = `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
    if (Buffer.byteLength(message) > this.#limits.frame) return notSent('more bytes than the broker takes');
    return new Promise((resolve) => {
      const giveUp = (why) => {
        if (!this.#asks.delete(id)) return;
        this.#forget(id);
        if (method === 'hera.call') this.#say(JSON.stringify({ jsonrpc: '2.0', method: 'hera.cancel', params: { id } }));
        end({ kind: 'unanswered', why });
      };
      const onAbort = () => giveUp('the call was given up');
      const onTime = this.#after(patience, () => giveUp(`no answer within ${patience} ms`));
      const end = (heard) => {
        onTime();
        signal?.removeEventListener('abort', onAbort);
        resolve(heard);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const lost = () => end({ kind: 'unanswered', why: 'the link is gone' });
      this.#asks.set(id, { then: (value, raw) => end({ kind: 'replied', raw }), refused: (error) => end({ kind: 'refused', error }), lost });
      this.#say(message);
    });
  }

  /** Its reply may still come, and is no breach then. */
  #forget(id) {
    if (this.#givenUp.size === MOST_QUESTIONS) this.#givenUp.delete(this.#givenUp.values().next().value);
    this.#givenUp.add(id);
  }

  #settle({ id, result: value, raw, error }) {
    const asked = this.#asks.get(id);
    this.#asks.delete(id);
    if (error !== undefined) asked?.refused(error);
    else asked?.then(value, raw);
    return asked !== undefined || this.#givenUp.delete(id);
  }

  /** What is refused for good is not asked again soon: another try alone will not help. */
  #turnedAway(error) {
    const forGood = this.#state === 'greeting' && [-32001, -32003, -32602].includes(error?.code);
    const why = `the broker answers ${error?.code}: ${error?.message}`;
    this.#hangUp(forGood ? 'rejected' : 'lost', forGood ? NOT_PROVED : BROKEN, why);
  }

  /** Puts a message in; what waits when the socket is free leaves as one batch. */
  #say(message) {
    if (this.#ending && this.#ending.kind !== 'left') return;
    this.#queue.push(message);
    this.#queued += message.length;
    if (this.#queue.length > MOST_WAITING || (this.#queue.length > 1 && this.#queued > MOST_WAITING_BYTES)) {
      this.#hangUp('lost', NOT_TAKEN, 'the broker does not take what is said');
    } else if (!this.#sending) {
      this.#sending = true;
      setImmediate(() => this.#send());
    }
  }

  #send() {
    if (this.#queue.length === 0 || this.#ws.readyState !== WebSocket.OPEN) {
      this.#sending = false;
      return;
    }
    const batch = [];
    let bytes = 2;
    while (this.#queue.length > 0 && batch.length < this.#limits.batch) {
      const size = Buffer.byteLength(this.#queue[0]) + 1;
      if (batch.length > 0 && bytes + size > this.#limits.frame) break;
      bytes += size;
      this.#queued -= this.#queue[0].length;
      batch.push(this.#queue.shift());
    }
    const onTime = this.#after(WRITE_MS, () => this.#hangUp('lost', NOT_TAKEN, 'a message was not taken in time'));
    this.#ws.send(Buffer.from(batch.length === 1 ? batch[0] : `[${batch.join(',')}]`), () => {
      onTime();
      this.#send();
    });
  }

  /** Sends a report at once. */
  vitals(report) {
    if (this.isOpen) this.#say(JSON.stringify({ jsonrpc: '2.0', method: 'hera.vitals', params: report }));
  }

  /** Says that the worker goes; resolves when the broker has heard, or does not answer. */
  drain(reason, deadlineMs, patience) {
    return new Promise((resolve) => {
      if (!this.isOpen) resolve();
      this.#after(patience, resolve);
      this.end.then(resolve);
      this.#ask('hera.draining', { reason, deadlineMs }, resolve, resolve);
    }).then(() => (this.#stopped = true));
  }

  // ---- the end -----------------------------------------------------------------------------

  /** Does something later, unless what is returned is called, or the socket ends, before. */
  #after(ms, what) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      what();
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  #watch() {
    const silence = Date.now() - this.#heardAt;
    if (silence > SILENCE_MS) this.#hangUp('lost', BROKEN, `nothing heard for ${silence} ms`);
    else if (silence > DOUBT_MS) this.#ws.ping();
  }

  /** Takes no new turn, and closes when the last call has answered: another link stands. */
  retire() {
    this.#retiring = true;
    if (this.#running.size === 0) this.leave();
  }

  /** Sends what waits, and closes. */
  leave() {
    if (this.#ending) return;
    this.#ending = { kind: 'left', why: 'the worker goes' };
    setImmediate(() => {
      this.#send();
      this.#ws.close(1000, 'the worker goes');
      this.#after(2_000, () => this.#ws.terminate());
    });
  }

  #hangUp(kind, code, why) {
    if (this.#ending) return;
    this.#ending = { kind, why };
    this.#ws.close(code, why.slice(0, 100));
    this.#after(1_000, () => this.#ws.terminate());
    this.#turned(this.#ending);
  }

  #refused(request, response) {
    const seconds = Number(response.headers['retry-after']);
    request.destroy();
    const retryAfter = Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0;
    this.#over({ kind: 'unreached', why: `refused with HTTP ${response.statusCode}`, retryAfter });
  }

  #closed(code, why) {
    const kind = this.#state === 'greeting' && code === 1008 ? 'rejected' : 'lost';
    this.#over({ kind, why: `closed with ${code} ${why}` });
  }

  #over(ending) {
    this.#ending ??= ending;
    this.#timers.forEach((timer) => clearTimeout(timer));
    const asked = [...this.#asks.values()];
    this.#asks.clear();
    asked.forEach((one) => one.lost?.());
    this.#turned(this.#ending);
    this.#ended(this.#ending);
  }
}
