// Tokens of callers and operators, and the secrets of services. The text of a new one is shown
// once, here and nowhere else; nobody keeps it.

import { button, el, field, put } from './dom.js';
import { Grid } from './grid.js';
import { ask, query, send } from './api.js';
import { poll, wake } from './poll.js';
import { instant, plain } from './format.js';
import { confirm, note, open } from './dialog.js';
import { where } from './status.js';

const tokenColumns = [
  { name: 'Token', width: '14rem', cell: t => t.id, sort: t => t.id },
  { name: 'May', width: '', cell: t => t.scopes.join(', ') },
  { name: 'Made', width: '14rem', less: 1, cell: t => instant(t.created), sort: t => t.created },
  { name: 'State', width: '9rem', cell: t => (t.revoked ? { text: 'taken back', tone: 'bad', title: instant(t.revoked) } : { text: 'good', tone: 'good' }), sort: t => t.revoked || '' },
  { name: 'Take back', width: '8rem', cell: t => (t.revoked ? '' : { text: 'Take back …', act: revokeToken }) },
];
const secretColumns = [
  { name: 'Service', width: '14rem', cell: s => s.service, sort: s => s.service },
  { name: 'May announce', width: '', cell: s => s.allow.join(', ') },
  { name: 'May call', width: '', less: 1, cell: s => s.calls.join(', ') || 'nothing' },
  { name: 'Take back', width: '8rem', cell: () => ({ text: 'Take back …', act: revokeSecret }) },
];

export const keys = { name: 'keys', title: 'Keys', show };

function show(place) {
  const tokens = new Grid({ label: 'Tokens', columns: tokenColumns, empty: 'There is no token.' });
  const secrets = new Grid({ label: 'Worker secrets', columns: secretColumns, empty: 'There is no worker secret.' });
  place.append(
    el('div', { class: 'bar-of-tools' }, el('h3', {}, 'Tokens'), button('New token …', newToken)), tokens.element,
    el('div', { class: 'bar-of-tools' }, el('h3', {}, 'Worker secrets'), button('New worker secret …', newSecret)), secrets.element);
  return poll(async signal => {
    try {
      const [all, services] = await Promise.all([ask('tokens', { signal }), ask('worker-secrets', { signal })]);
      tokens.show(all.tokens.map(one => ({ ...one, key: one.id })));
      secrets.show(services.services.map(one => ({ ...one, key: one.service })));
      where('keys of the whole platform');
    } catch (problem) {
      signal.aborted || where(problem.message, 'bad');
    }
  }, 3000);
}

const inLines = text => text.split('\n').map(one => one.trim()).filter(Boolean);

function newToken() {
  const id = field('Name', { placeholder: 'shop', pattern: '[A-Za-z0-9_\\-]{1,64}' });
  const scopes = field('Scopes, one a line', { rows: 4, placeholder: 'call POST /0/\nread-own' }, 'textarea');
  confirm({
    title: 'New token',
    content: [id, scopes, el('p', { class: 'quiet' }, 'call REACH, async REACH, replay REACH, read-own, admin:read, admin:write; a REACH is *, POST /0/, * /0/ or rpc NAME.')],
    label: 'Make it',
    act: () => send('POST', 'tokens', { id: id.field.value.trim(), scopes: inLines(scopes.field.value) }),
    done: made => { once('Token ' + plain(made.id), made.token); wake(); },
  });
}

function newSecret() {
  const service = field('Service', { placeholder: 'stock', pattern: '[A-Za-z0-9_\\-]{1,64}' });
  const allow = field('Endpoints that its workers may announce, one a line', { rows: 3, placeholder: '* /0/stock\nrpc stock.*' }, 'textarea');
  const calls = field('Endpoints that its workers may call, one a line', { rows: 2 }, 'textarea');
  confirm({
    title: 'New worker secret',
    content: [service, allow, calls, el('p', { class: 'quiet' }, 'A secret that the service has already ends.')],
    label: 'Make it',
    act: () => send('POST', 'worker-secrets', { service: service.field.value.trim(), allow: inLines(allow.field.value), calls: inLines(calls.field.value) }),
    done: made => { once('Secret of ' + plain(made.service), made.secret); wake(); },
  });
}

/** Shown once, and out of the page when the dialog closes. */
function once(title, text) {
  const shown = el('output', { class: 'secret', tabindex: 0, 'aria-label': 'the text' }, text);
  open(title, el('div', {}, el('p', {}, 'Shown this once. Keep it where secrets are kept.'), shown,
    el('div', { class: 'actions' }, button('Copy', () => navigator.clipboard.writeText(text).then(() => note('copied'), () => note('the browser did not copy', 'bad')), { class: 'primary' }))),
  { onClose: () => put(shown) });
}

function revokeToken(token) {
  confirm({
    title: 'Take back ' + plain(token.id), label: 'Take it back', danger: true,
    content: [el('p', {}, 'Every broker refuses it within seconds. It stays in the list, so that records can name it.')],
    act: () => send('DELETE', query('tokens', { id: token.id })),
    done: () => { note(token.id + ' is taken back'); wake(); },
  });
}

function revokeSecret(secret) {
  confirm({
    title: 'Take back the secret of ' + plain(secret.service), label: 'Take it back', danger: true,
    content: [el('p', {}, 'Its workers are not let in again; those that are linked stay until they leave.')],
    act: () => send('DELETE', query('worker-secrets', { service: secret.service })),
    done: () => { note(secret.service + ': taken back'); wake(); },
  });
}
