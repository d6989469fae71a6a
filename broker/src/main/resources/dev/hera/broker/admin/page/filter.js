// The field for a filter: what may stand at the cursor is offered below it, as the broker says.

import { el, field, put } from './dom.js';
import { ask, query } from './api.js';
import { plain } from './format.js';

export function filterField(text, found) {
  const list = el('ul', { id: 'choices', role: 'listbox', class: 'choices', 'aria-label': 'What may stand here', hidden: true });
  const whole = field('Filter', {
    'data-filter': true, value: text, class: 'long', placeholder: 'status:5xx took>500ms, or a call\'s id',
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'choices', 'aria-expanded': 'false',
  });
  const input = whole.field;
  const state = { choices: [], at: -1, asked: 0, from: 0, to: 0 };

  function hide() {
    state.asked++;
    state.choices = [];
    state.at = -1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  async function offer() {
    const mine = ++state.asked;
    try {
      const answer = await ask(query('calls/complete', { filter: input.value, at: input.selectionStart }));
      if (mine === state.asked && document.activeElement === input) {
        Object.assign(state, { choices: answer.choices.slice(0, 12), from: answer.from, to: answer.to, at: -1 });
        draw();
      }
    } catch {
      hide();
    }
  }

  function draw() {
    put(list, state.choices.map((one, i) => el('li', {
      role: 'option', id: 'choice-' + i, 'aria-selected': String(i === state.at),
      on: { mousedown: event => { event.preventDefault(); take(one); } },
    }, el('code', {}, plain(one.text)), ' ', el('span', { class: 'quiet' }, plain(one.meaning)))));
    list.hidden = state.choices.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (state.at >= 0) {
      input.setAttribute('aria-activedescendant', 'choice-' + state.at);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function take(one) {
    input.setRangeText(one.text, state.from, state.to, 'end');
    hide();
    if (/[:~<>.]$/.test(one.text)) {
      offer();
    }
  }

  input.addEventListener('input', offer);
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', event => {
    const many = state.choices.length;
    if (many > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      state.at = (state.at + (event.key === 'ArrowDown' ? 1 : -1) + many + (state.at < 0 && event.key === 'ArrowUp' ? 1 : 0)) % many;
      draw();
    } else if (many > 0 && state.at >= 0 && (event.key === 'Enter' || event.key === 'Tab')) {
      take(state.choices[state.at]);
    } else if (event.key === 'Escape' && many > 0) {
      hide();
      event.stopPropagation();
    } else if (event.key === 'Enter') {
      hide();
      found(input.value);
    } else if (event.key === 'ArrowDown') {
      offer();
    } else {
      return;
    }
    event.preventDefault();
  });
  return { element: el('div', { class: 'combo' }, whole, list), value: () => input.value };
}
