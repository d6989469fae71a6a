// What stands around the views: the sign-in, the theme, the shortcuts, the help.

import { button, el, field, put } from './dom.js';
import { open } from './dialog.js';
import { isPaused, pause, wake } from './poll.js';
import { signIn, signOut } from './api.js';

const themes = ['system', 'light', 'dark'];
const themeKey = 'hera-theme';

function theme() {
  const kept = localStorage.getItem(themeKey);
  return themes.includes(kept) ? kept : 'system';
}

function showTheme() {
  if (theme() === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme();
  }
  dispatchEvent(new Event('hera-theme'));
}

function nextTheme() {
  localStorage.setItem(themeKey, themes[(themes.indexOf(theme()) + 1) % themes.length]);
  showTheme();
  themeButton.textContent = 'Theme: ' + theme();
}

const themeButton = button('Theme: ' + theme(), nextTheme, { title: 'light, dark, or as the system (t)' });
const liveButton = button('Live', () => live(!isPaused()), { 'aria-pressed': 'true', title: 'hold the figures (p)' });

function live(held) {
  pause(held);
  liveButton.textContent = held ? 'Held' : 'Live';
  liveButton.setAttribute('aria-pressed', String(!held));
  liveButton.classList.toggle('warn', held);
}

const keys = [
  ['1 … 8', 'the views, from left to right'],
  ['/', 'the filter of this view'],
  ['↑ ↓ Home End', 'through the rows of a table (focus it with Tab)'],
  ['Enter', 'open the row; → and ← open and close a group'],
  ['r', 'ask now'],
  ['p', 'hold the figures, and let them go on'],
  ['t', 'light, dark, or as the system'],
  ['Esc', 'close a dialog, leave a field'],
  ['?', 'these keys'],
];

export function help() {
  open('Keys', el('table', { class: 'plain' }, el('tbody', {}, keys.map(([key, what]) =>
    el('tr', {}, el('th', { scope: 'row' }, el('kbd', {}, key)), el('td', {}, what))))));
}

export function start(views) {
  showTheme();
  put(document.getElementById('tools'), liveButton, themeButton,
    button('Help', help, { title: 'keyboard shortcuts (?)' }), button('Sign out', signOut));
  put(document.getElementById('nav'), views.map((view, index) =>
    el('a', { href: '#/' + view.name, id: 'nav-' + view.name }, view.title, el('kbd', { 'aria-hidden': 'true' }, String(index + 1)))));
  addEventListener('keydown', event => shortcut(event, views));
}

function shortcut(event, views) {
  const typing = event.target.closest?.('input, textarea, select, dialog');
  if (event.key === 'Escape' && typing && !event.target.closest('dialog')) {
    event.target.blur();
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const view = views[Number(event.key) - 1];
  const filter = document.querySelector('main [data-filter]');
  const actions = { t: nextTheme, p: () => live(!isPaused()), r: wake, '?': help, '/': () => filter?.focus() };
  if (view) {
    location.hash = '#/' + view.name;
  } else if (actions[event.key]) {
    actions[event.key]();
  } else {
    return;
  }
  event.preventDefault();
}

/** The form that asks for the token, instead of the views. */
export function askForToken(why, then) {
  const token = field('Admin token', { type: 'password', id: 'token', required: true });
  const trouble = el('p', { class: 'bad', role: 'alert' }, why || '');
  const go = el('button', { class: 'primary' }, 'Sign in');
  const form = el('form', {
    id: 'ask',
    on: {
      submit: async event => {
        event.preventDefault();
        const text = token.field.value.trim();
        token.field.value = '';
        go.disabled = true;
        try {
          await signIn(text);
          then();
        } catch (problem) {
          trouble.textContent = problem.message;
          go.disabled = false;
          token.field.focus();
        }
      },
    },
  }, el('h2', {}, 'Who are you?'), token, go, trouble,
    el('p', { class: 'quiet' }, 'A token with the scope ', el('code', {}, 'admin:read'), '; to change things also ',
      el('code', {}, 'admin:write'), '. Of a platform that ', el('code', {}, 'ops/hera up'), ' runs it is in ', el('code', {}, '.hera/tokens/admin'), '.'));
  put(document.getElementById('view'), form);
  token.field.focus();
}
