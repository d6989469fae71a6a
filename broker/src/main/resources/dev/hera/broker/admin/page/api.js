// What the broker is asked. The token is in this tab's memory and session storage, goes nowhere
// but into the header of questions to the broker that served this page, and ends with the tab.

const key = 'hera-token';
const root = '/_hera/api/';
const patience = 15000;

let token = sessionStorage.getItem(key);
let signedOut = () => {};

export class Problem extends Error {
  constructor(status, detail, body = {}) {
    super(detail);
    this.status = status;
    this.body = body;
  }
}

export const isSignedIn = () => Boolean(token);

/** Hears when the broker does not know the token any more. */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** Takes the token when the broker does. */
export async function signIn(text) {
  token = text;
  try {
    await ask('overview');
    sessionStorage.setItem(key, token);
  } catch (problem) {
    forget();
    throw problem;
  }
}

function forget() {
  token = null;
  sessionStorage.removeItem(key);
}

export function signOut() {
  forget();
  signedOut('signed out');
}

/** Asks; gives the JSON of the answer or throws a Problem. */
export async function ask(path, { method = 'GET', body, signal } = {}) {
  const mine = token;
  let answer;
  try {
    answer = await fetch(root + path, {
      method,
      headers: { Authorization: 'Bearer ' + mine, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(patience)]) : AbortSignal.timeout(patience),
    });
  } catch (error) {
    throw signal?.aborted ? error : new Problem(0, 'the broker does not answer');
  }
  return read(answer, mine);
}

async function read(answer, mine) {
  let json;
  try {
    json = await answer.json();
  } catch {
    json = {};
  }
  if (answer.ok) {
    return json;
  }
  const problem = new Problem(answer.status, json.detail || json.title || 'status ' + answer.status, json);
  if (answer.status === 401 && mine === token && sessionStorage.getItem(key)) {
    forget();
    signedOut(problem.message);
  }
  throw problem;
}

/** Reads an answer line by line, as it comes; each line is JSON. Ends when the broker or the signal ends it. */
export async function stream(path, signal, line) {
  const mine = token;
  const answer = await fetch(root + path, {
    headers: { Authorization: 'Bearer ' + mine }, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer', signal,
  });
  if (!answer.ok) {
    await read(answer, mine);
  }
  const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await text.read(); !part.done; part = await text.read()) {
    const all = (rest + part.value).split('\n');
    rest = all.pop();
    all.filter(Boolean).forEach(one => line(JSON.parse(one)));
  }
}

export const send = (method, path, body) => ask(path, { method, body });

/** A path of what a broker keeps for itself, at that broker. */
export const at = (broker, path) => 'at/' + encodeURIComponent(broker) + '/' + path;

/** The path with its question; what is undefined or empty is left out. */
export function query(path, parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') {
        search.append(name, one);
      }
    }
  }
  const text = search.toString();
  return text ? path + '?' + text : path;
}
