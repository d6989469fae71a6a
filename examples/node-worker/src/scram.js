// SCRAM-SHA-256 (RFC 5802, RFC 7677), the worker's side, bound to the broker that was dialled.

import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

const HEADER = 'p=hera-broker,,';
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** What the proof is bound to: a proof made for one broker is worthless at another. */
export const binding = (node) => `${node.id}|${node.boot}|${node.host}:${node.ports.link}`;

export class Scram {
  #secret;
  #binding;
  #first;
  #nonce;
  #signature;

  constructor(service, secret, bound, nonce = randomBytes(24).toString('base64url')) {
    this.#secret = secret;
    this.#binding = bound;
    this.#nonce = nonce;
    this.#first = `n=${service},r=${nonce}`;
  }

  /** The message that goes into `hera.hello`. */
  first() {
    return HEADER + this.#first;
  }

  /** The message that goes into `hera.prove`; throws when the challenge is none, or not for us. */
  last(challenge) {
    const parts = /^r=([^,]+),s=([A-Za-z0-9+/=]+),i=([1-9][0-9]{0,6})$/.exec(challenge);
    if (!parts || !parts[1].startsWith(this.#nonce) || parts[1].length === this.#nonce.length) {
      throw new Error('not a challenge for this exchange');
    }
    const rounds = Number(parts[3]);
    if (rounds < 4096 || rounds > 1_000_000) throw new Error(`the challenge asks for ${rounds} rounds`);
    const salted = pbkdf2Sync(this.#secret, Buffer.from(parts[2], 'base64'), rounds, 32, 'sha256');
    const clientKey = hmac(salted, 'Client Key');
    const storedKey = createHash('sha256').update(clientKey).digest();
    const withoutProof = `c=${base64(HEADER + this.#binding)},r=${parts[1]}`;
    const auth = `${this.#first},${challenge},${withoutProof}`;
    const signature = hmac(storedKey, auth);
    this.#signature = hmac(hmac(salted, 'Server Key'), auth);
    return `${withoutProof},p=${base64(clientKey.map((byte, i) => byte ^ signature[i]))}`;
  }

  /** Whether the broker has proved that it knows the verifier. */
  brokerProved(last) {
    if (!this.#signature || typeof last !== 'string' || !last.startsWith('v=')) return false;
    const said = Buffer.from(last.slice(2), 'base64');
    return said.length === this.#signature.length && timingSafeEqual(said, this.#signature);
  }
}
