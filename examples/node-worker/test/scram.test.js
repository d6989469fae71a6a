import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { Scram } from '../src/scram.js';

// The worked example of the protocol's page.
const page = fs.readFileSync(new URL('../../../ops/docs/protocol.md', import.meta.url), 'utf8');
const value = (name) => new RegExp(`^\\| ${name} \\| \`([^\`]*)\` \\|$`, 'm').exec(page)[1].replaceAll('\\|', '|');
const challenge = value('server-first-message');
const nonce = value('client-first-message').split('r=')[1];
const fresh = () => new Scram('conformance', value('secret'), value('binding'), nonce);

test('the messages are those of the worked example', () => {
  const scram = fresh();
  assert.equal(scram.first(), value('client-first-message'));
  assert.equal(scram.last(challenge), value('client-final-message'));
  assert.equal(scram.brokerProved(value('server-final-message')), true);
});

test('a broker that shows anything else has not proved itself', () => {
  const scram = fresh();
  assert.equal(scram.brokerProved(value('server-final-message')), false, 'before the challenge');
  scram.last(challenge);
  for (const last of ['', 'v=', 'v=AAAA', 'e=other-error', undefined, value('server-final-message').slice(0, -4)]) {
    assert.equal(scram.brokerProved(last), false, last);
  }
});

test('a challenge is refused that is none, not ours, or too weak', () => {
  for (const bad of ['', 'hello', challenge.replace('r=', 'r=x'), challenge.replace('4096', '1'), challenge.replace('4096', '1000001'), `r=${nonce},s=QQ==,i=4096`]) {
    assert.throws(() => fresh().last(bad), undefined, bad);
  }
});

test('each exchange has a nonce of its own', () => {
  const first = () => new Scram('s', 'x', 'b').first();
  assert.notEqual(first(), first());
});
