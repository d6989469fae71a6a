// JSON-RPC 2.0 as the link speaks it: reads messages, checks their members, keeps bodies unread.
//
// JSON.parse proves the text; then only the members of the envelope are looked at, by their places
// in the text, so that a body stays the very characters that came, and a member that comes twice
// is seen.

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NUMBER = new Set('0123456789.eE+-');
const SPACE = new Set([' ', '\t', '\n', '\r']);
const MOST_MEMBERS = 256;
const DEEPEST = 100;
const LONGEST_NUMBER = 1000;
export const MOST_IN_A_BATCH = 512;

/** A message that is not as it must be; `id` is -1 where it has none that could be answered. */
export class Breach extends Error {
  constructor(code, why) {
    super(why);
    this.code = code;
    this.id = -1;
    this.isReply = false;
  }
}

const wrong = (name, wanted) => new Breach(-32602, `member ${name.slice(0, 40)} is not ${wanted}`);

function skipString(text, at) {
  let end = at + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/**
 * The place behind the value that begins here, how deep it is, and its longest number; the text is known to be JSON.
 */
function skipValue(text, at) {
  if (text[at] === '"') return { end: skipString(text, at), depth: 0, longest: 0 };
  let depth = 0;
  let deepest = 0;
  let run = 0;
  let longest = 0;
  let end = at;
  do {
    const c = text[end];
    if (c === '"') {
      end = skipString(text, end);
      continue;
    }
    if (c === '{' || c === '[') deepest = Math.max(deepest, ++depth);
    if (c === '}' || c === ']') {
      if (depth === 0) break;
      depth--;
    }
    if (depth === 0 && (c === ',' || SPACE.has(c))) break;
    run = NUMBER.has(c) ? run + 1 : 0;
    longest = Math.max(longest, run);
    end++;
  } while (end < text.length && (depth > 0 || (text[end - 1] !== '}' && text[end - 1] !== ']')));
  return { end, depth: deepest, longest };
}

const skipSpace = (text, at) => {
  while (SPACE.has(text[at])) at++;
  return at;
};

/** The raw members of the object that begins here, each as its own text. */
export function members(text) {
  if (text[0] !== '{') throw new Breach(-32600, 'an object is missing');
  const found = new Map();
  let at = skipSpace(text, 1);
  while (text[at] !== '}') {
    const nameEnd = skipString(text, at);
    const name = JSON.parse(text.slice(at, nameEnd));
    at = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const { end, depth, longest } = skipValue(text, at);
    if (found.has(name) || found.size === MOST_MEMBERS) throw new Breach(-32600, `twice or too many: ${name.slice(0, 40)}`);
    found.set(name, { text: text.slice(at, end), depth, longest });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

/** The raw texts of a batch's messages, or of the one message. */
function messages(text) {
  const from = skipSpace(text, 0);
  if (text[from] !== '[') return [text.slice(from)];
  const found = [];
  let at = skipSpace(text, from + 1);
  while (text[at] !== ']') {
    const { end } = skipValue(text, at);
    found.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

const natural = (value) => Number.isInteger(value) && value >= 0 && value <= 2 ** 53;
const text = (value) => typeof value === 'string';
const uuid = (value) => text(value) && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);
const flag = (value) => typeof value === 'boolean';
const headers = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(text);
const base64 = (value) => text(value) && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);

const CALL = {
  uuid: [uuid, 'a UUID'],
  attempt: [natural, 'a whole number from 0'],
  path: [text, 'a text'],
  query: [text, 'a text'],
  headers: [headers, 'an object of texts'],
  bodyBase64: [base64, 'base64'],
  contentType: [(value) => value === null || text(value), 'a text'],
  caller: [text, 'a text'],
  deadlineMs: [natural, 'a whole number from 0'],
  receivedAt: [natural, 'a whole number from 0'],
  root: [uuid, 'a UUID'],
  parent: [(value) => value === null || uuid(value), 'a UUID'],
  replay: [flag, 'true or false'],
  force: [flag, 'true or false'],
  depth: [natural, 'a whole number from 0'],
};
const CANCEL = { id: [natural, 'a whole number from 0'] };
const LAME_DUCK = { reconnectAfterMs: [natural, 'a whole number from 0'] };

function checked(raw, schema) {
  const params = {};
  for (const [name, member] of members(raw)) {
    if (name === 'body' && schema === CALL) {
      if (member.depth > DEEPEST) throw wrong(name, `at most ${DEEPEST} levels deep`);
      if (member.longest > LONGEST_NUMBER) throw wrong(name, `of numbers of at most ${LONGEST_NUMBER} characters`);
      params.bodyText = member.text;
    } else if (Object.hasOwn(schema, name)) {
      const [fits, wanted] = schema[name];
      const value = JSON.parse(member.text);
      if (!fits(value)) throw wrong(name, wanted);
      params[name] = value;
    }
  }
  return params;
}

function paramsOf(method, hasId, raw) {
  if (hasId && !method.startsWith('hera.')) {
    const params = checked(raw ?? 'null', CALL);
    if (params.uuid === undefined) throw new Breach(-32602, 'member uuid is missing');
    return params;
  }
  if (!hasId && method === 'hera.cancel') return checked(raw ?? 'null', CANCEL);
  if (!hasId && method === 'hera.lameDuck') return checked(raw ?? 'null', LAME_DUCK);
  return undefined;
}

function one(raw) {
  let id = -1;
  let isReply = false;
  try {
    const found = members(raw);
    const value = (name) => (found.has(name) ? JSON.parse(found.get(name).text) : undefined);
    const given = value('id');
    if (given !== undefined && !natural(given)) throw wrong('id', 'a whole number from 0 to 2^53');
    id = given ?? -1;
    isReply = !found.has('method') && id >= 0;
    const kinds = ['method', 'result', 'error'].filter((name) => found.has(name)).length;
    if (value('jsonrpc') !== '2.0' || kinds !== 1) throw new Breach(-32600, 'not a JSON-RPC 2.0 message of this link');
    if (found.has('method')) {
      const method = value('method');
      if (!text(method) || method.length > 400) throw wrong('method', 'a text of at most 400 characters');
      return { id, method, params: paramsOf(method, id >= 0, found.get('params')?.text) };
    }
    if (id < 0) throw new Breach(-32600, 'not a message of this link');
    return { id, result: value('result'), raw: found.get('result')?.text, error: value('error') };
  } catch (e) {
    if (!(e instanceof Breach)) throw e;
    e.id = id;
    e.isReply = isReply;
    return e;
  }
}

/** Reads a WebSocket message; what breaks the protocol comes back as a Breach, never as an exception. */
export function read(bytes) {
  let whole;
  try {
    whole = utf8.decode(bytes);
    JSON.parse(whole);
  } catch (e) {
    return [new Breach(-32700, e instanceof SyntaxError ? 'the text is not JSON' : 'the text is not UTF-8')];
  }
  const texts = messages(whole);
  if (texts.length === 0) return [new Breach(-32600, 'an empty batch')];
  if (texts.length > MOST_IN_A_BATCH) return [new Breach(-32600, `a batch has more than ${MOST_IN_A_BATCH} messages`)];
  return texts.map(one);
}
