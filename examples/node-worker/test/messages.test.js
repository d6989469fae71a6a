import assert from 'node:assert/strict';
import { test } from 'node:test';

import { read } from '../src/messages.js';

const UUID = '0199a000-0000-7000-8000-000000000001';
const call = (members) => `{"jsonrpc":"2.0","id":7,"method":"POST /x","params":{"uuid":"${UUID}"${members}}}`;
const one = (text) => read(Buffer.from(text))[0];

test('a body stays the very characters that came', () => {
  for (const body of ['1.10', '{ "a" : 1 , "a":2}', '"\\ud800"', '[ ]', 'null', '"]}\\""', '{"body":{"body":[1,{"x":"}"}]}}', '-0']) {
    assert.equal(one(call(`,"body":${body},"attempt":2`)).params.bodyText, body);
    assert.equal(one(call(`,"attempt":2,"body":${body}`)).params.bodyText, body);
  }
});

test('members come in any order and with any spaces', () => {
  const message = one(` { "params" : {"uuid":"${UUID}"} ,\n"method":"POST /x", "future":[{}],"id" : 7,"jsonrpc":"2.0" } `);
  assert.equal(message.id, 7);
  assert.equal(message.params.uuid, UUID);
});

test('a batch is read message by message, a bad one alone is bad', () => {
  const [first, bad, last] = read(Buffer.from(`[ ${call('')}, 1 ,${call(',"attempt":3')}]`));
  assert.equal(first.params.uuid, UUID);
  assert.equal(bad.code, -32600);
  assert.equal(last.params.attempt, 3);
});

test('what breaks the protocol comes back as a value', () => {
  const codes = {
    '': -32700, '{': -32700, '[]': -32600, 1: -32600, '{}': -32600, '{"jsonrpc":"1.0","id":1,"method":"x"}': -32600,
    '{"jsonrpc":"2.0","id":"x","method":"hera.status"}': -32602, '{"jsonrpc":"2.0","id":1.5,"method":"hera.status"}': -32602,
    '{"jsonrpc":"2.0","id":1,"id":2,"method":"hera.status"}': -32600, '{"jsonrpc":"2.0","id":1,"method":"POST /x","params":{}}': -32602,
    '{"jsonrpc":"2.0","id":1,"method":"POST /x","params":[]}': -32600, '\ufeff{}': -32700,
  };
  for (const [text, code] of Object.entries(codes)) assert.equal(one(text).code, code, text);
  assert.equal(read(Buffer.from([0xc0, 0xaf]))[0].code, -32700);
});

test('a refused call keeps its id, so that it can be answered', () => {
  const breach = one(call(',"bodyBase64":"***"'));
  assert.equal(breach.id, 7);
  assert.equal(breach.isReply, false);
  assert.equal(one('{"jsonrpc":"2.0","id":3,"result":1,"error":{}}').isReply, true);
});

test('limits of a body are kept', () => {
  const deep = (levels) => one(call(`,"body":${'['.repeat(levels)}${']'.repeat(levels)}`));
  assert.equal(deep(100).params.bodyText.length, 200);
  assert.equal(deep(101).code, -32602);
  assert.equal(one(call(`,"body":${'1'.repeat(1001)}`)).code, -32602);
  assert.equal(one(call(`,"body":"${'1'.repeat(1001)}"`)).params.bodyText.length, 1003);
});
