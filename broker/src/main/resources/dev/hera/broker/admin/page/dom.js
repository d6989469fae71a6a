// Elements. What this page shows is other people's data: it goes into text nodes, and there is no
// way here to hand over markup, a handler as text, or an address outside this broker.

const own = /^(#|\/_hera\/)/;

/** An element with attributes, listeners (`on: {click}`) and children; texts become text nodes. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (value !== undefined && value !== null && value !== false) {
      attribute(element, name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false && child !== ''));
  return element;
}

function attribute(element, name, value) {
  if (/^(on|style$|srcdoc$)/i.test(name) || (/^(href|src)$/i.test(name) && !own.test(value))) {
    throw new Error('not an attribute of this page: ' + name);
  }
  element.setAttribute(name, value);
}

const svgSpace = 'http://www.w3.org/2000/svg';

/** The same for drawings. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    attribute(element, name, String(value));
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false && child !== ''));
  return element;
}

export function button(label, action, attributes = {}) {
  return el('button', { type: 'button', ...attributes, on: { click: action } }, label);
}

/** A field with its label; the field is `.field` of what comes back. */
export function field(label, attributes = {}, tag = 'input') {
  const input = el(tag, tag === 'input' ? { type: 'text', autocomplete: 'off', spellcheck: 'false', ...attributes } : attributes);
  const whole = el('label', { class: 'field' }, el('span', {}, label), input);
  whole.field = input;
  return whole;
}

/** Puts these in place of what was there. */
export function put(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false && child !== ''));
}

/** Name and value in turn, as a list. */
export function facts(...pairs) {
  const list = el('dl', { class: 'facts' });
  for (const [name, value] of pairs) {
    if (value !== undefined && value !== null && value !== '') {
      list.append(el('div', {}, el('dt', {}, name), el('dd', {}, value instanceof Node ? value : String(value))));
    }
  }
  return list;
}
