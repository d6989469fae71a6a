// Questions before something is done, and what came of it. The browser's own dialog keeps the
// focus inside, closes with Escape and gives the focus back.

import { button, el } from './dom.js';

/** Opens a dialog with this content; gives what closes it. */
export function open(title, content, { wide = false, onClose = () => {} } = {}) {
  const heading = el('h2', { id: 'dialog-title' }, title);
  const dialog = el('dialog', { 'aria-labelledby': 'dialog-title', class: wide ? 'wide' : '' },
    el('div', { class: 'dialog-head' }, heading, button('Close', () => dialog.close(), { class: 'quiet', 'aria-label': 'Close' })),
    content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close: () => dialog.close() };
}

/**
 * Asks whether to do something and does it; `act` may throw, and its message is shown.
 * Content may be a function of the dialog's parts.
 */
export function confirm({ title, content = [], label, danger = false, act, done }) {
  const trouble = el('p', { class: 'bad', role: 'alert' });
  const yes = button(label, async () => {
    yes.disabled = true;
    trouble.textContent = '';
    try {
      const result = await act();
      shown.close();
      done?.(result);
    } catch (problem) {
      trouble.textContent = problem.message;
      yes.disabled = false;
    }
  }, { class: danger ? 'danger' : 'primary' });
  const body = el('div', {}, content, trouble,
    el('div', { class: 'actions' }, button('Cancel', () => shown.close()), yes));
  const shown = open(title, body);
  return { ...shown, yes, trouble };
}

const notes = el('div', { id: 'notes', role: 'status', 'aria-live': 'polite' });

/** Says something for a few seconds. */
export function note(text, tone = 'good') {
  if (!notes.isConnected) {
    document.body.append(notes);
  }
  const one = el('p', { class: tone }, text);
  notes.append(one);
  setTimeout(() => one.remove(), 6000);
}
