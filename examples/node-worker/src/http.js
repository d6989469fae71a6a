// A call as a handler sees it, in the manner of express: req, res, next.

import { STATUS_CODES } from 'node:http';

const PLATFORM = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'proxy-authenticate',
  'proxy-connection', 'server', 'server-timing', 'set-cookie', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'x-request-uuid']);
const HALF_NAME = /\\u[dD][89a-fA-F](?:[^"\\]|\\.)*"\s*:/;

/** Tells the caller what is wrong, in the handler's own words; any other error's text stays inside. */
export class CallError extends Error {
  constructor(status, message, code = status === 400 ? -32602 : status) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Request {
  #params;
  #platform;

  /** @param platform what the handler may ask of it: `call`, `settle` */
  constructor(endpoint, params, path, signal, platform) {
    this.#params = params;
    this.#platform = platform;
    this.endpoint = endpoint;
    this.params = path;
    this.signal = signal;
    this.uuid = params.uuid;
    this.attempt = params.attempt ?? 1;
    this.path = params.path ?? '';
    this.search = params.query ?? '';
    this.query = new URLSearchParams(this.search);
    this.headers = params.headers ?? {};
    this.contentType = params.contentType ?? '';
    this.caller = params.caller ?? '';
    this.root = params.root ?? params.uuid;
    this.parent = params.parent ?? '';
    this.isReplay = params.replay === true;
    this.receivedAt = params.receivedAt ?? 0;
    this.deadline = Date.now() + (params.deadlineMs ?? 0);
  }

  get method() {
    return this.endpoint.slice(0, Math.max(0, this.endpoint.indexOf(' ')));
  }

  /** Whether there is a body at all. */
  get hasBody() {
    return this.#params.bodyText !== undefined || this.#params.bodyBase64 !== undefined;
  }

  /** The body's bytes as they came. */
  get bytes() {
    const { bodyText, bodyBase64 } = this.#params;
    return bodyText === undefined ? Buffer.from(bodyBase64 ?? '', 'base64') : Buffer.from(bodyText);
  }

  /** The body read from JSON; an error 400 for the caller when it is none. */
  get body() {
    try {
      return this.hasBody ? JSON.parse(this.#params.bodyText ?? this.bytes.toString()) : undefined;
    } catch {
      throw new CallError(400, 'the body is not JSON');
    }
  }

  get(name) {
    return this.headers[name.toLowerCase()];
  }

  /**
   * Calls another endpoint over the link; resolves with a RemoteAnswer, rejects with a RemoteError.
   *
   * @param options `with` (values by name), `query`, `body`, `params`, `withinMs`, `idempotent`, `onBehalf`
   */
  call(endpoint, options) {
    return this.#platform.call(endpoint, options);
  }

  /** Closes the record of this call: `processed` or `delete`. */
  settle(action, note) {
    return this.#platform.settle(this.uuid, action, note);
  }
}

export class Response {
  #done;
  #status = 0;
  #headers = {};
  #type;

  /** @param done takes the answer, once */
  constructor(done) {
    this.#done = done;
  }

  status(status) {
    if (!Number.isInteger(status) || status < 200 || status > 599) throw new Error(`status is ${status}, allowed 200..599`);
    this.#status = status;
    return this;
  }

  /** Sets a header, or several values of it; refuses what is not the handler's to set. */
  set(name, value) {
    const key = String(name).toLowerCase();
    if (key === 'content-type') return this.type(value);
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/.test(key)) throw new Error(`"${name}" is no header name`);
    if (PLATFORM.has(key) || key.startsWith('hera-') || key.startsWith('x-hera-')) throw new Error(`header ${key} is the platform's`);
    const values = [value].flat().map(String);
    // eslint-disable-next-line no-control-regex
    if (!values.every((one) => one.length <= 8192 && /^[\t\x20-\x7e\x80-\xff]*$/.test(one))) throw new Error(`the value of header ${key} is none`);
    this.#headers[key] = values.length === 1 ? values[0] : values;
    return this;
  }

  type(contentType) {
    this.#type = String(contentType);
    return this;
  }

  /** Answers with a value as JSON. */
  json(value) {
    return this.#json(JSON.stringify(value) ?? 'null');
  }

  /** Answers with JSON that is already written, byte for byte. */
  raw(json) {
    JSON.parse(json);
    return this.#json(json);
  }

  #json(json) {
    // In a member's name half of a surrogate pair cannot travel inside of a message: as bytes then.
    const body = HALF_NAME.test(json) ? { bytes: Buffer.from(json) } : { json };
    return this.#answer(200, { ...body, contentType: this.#type ?? 'application/json' });
  }

  /** Answers with bytes, a text, or anything else as JSON. */
  send(value) {
    if (value === undefined || value === null) return this.end();
    if (Buffer.isBuffer(value)) return this.#answer(200, { bytes: value, contentType: this.#type ?? 'application/octet-stream' });
    if (typeof value === 'string') return this.#answer(200, { bytes: Buffer.from(value), contentType: this.#type ?? 'text/plain; charset=utf-8' });
    return this.json(value);
  }

  /** Answers without a body. */
  end() {
    return this.#answer(204, {});
  }

  sendStatus(status) {
    return this.status(status).end();
  }

  #answer(usual, body) {
    const status = this.#status || usual;
    const bare = status === 204 || status === 205 || status === 304;
    this.#done({ status, headers: this.#headers, ...(bare ? {} : body) });
    return this;
  }
}

/** An error that a caller gets as a problem document (RFC 9457). */
export function problem(error, uuid) {
  const { status, message, code } = error;
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: message, code, uuid, outcome: 'answered' };
  return { status, headers: {}, contentType: 'application/problem+json', json: JSON.stringify(body) };
}
