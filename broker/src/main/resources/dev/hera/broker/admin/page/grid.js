// A table of any number of rows of which only those in sight exist. Rows keep their elements, and
// of a row only what changed is written: an update of a still table touches nothing.

import { button, el } from './dom.js';
import { plain } from './format.js';

const rowHeight = 28;
const spare = 6;
let grids = 0;

/**
 * A column is `{name, cell(row), width?, less?, number?, sort?(row)}`; a cell is a text or `{text,
 * tone?, part?, title?, href?, act?, level?}`. `less` 1 hides it on phones, 2 on narrow screens.
 */
export class Grid {
  constructor({ label, columns, empty = 'Nothing to show.', open = () => {}, toggle = () => {}, sorted }) {
    this.columns = columns;
    this.open = open;
    this.toggle = toggle;
    this.sorted = sorted;
    this.order = null;
    this.rows = [];
    this.shown = [];
    this.pool = [];
    this.cursor = null;
    this.id = 'grid-' + ++grids;
    this.top = gap(columns.length);
    this.bottom = gap(columns.length);
    this.body = el('tbody', {}, this.top, this.bottom);
    this.table = el('table', { role: 'grid', 'aria-label': label }, this.widths(), this.head(), this.body);
    this.empty = el('p', { class: 'quiet pad' }, empty);
    this.element = el('div', {
      class: 'grid', tabindex: 0, 'aria-label': label, role: 'group',
      on: { scroll: () => this.scrolled(), keydown: event => this.key(event), click: event => this.click(event) },
    }, this.table, this.empty);
    new ResizeObserver(() => this.scrolled()).observe(this.element);
  }

  widths() {
    return el('colgroup', {}, this.columns.map(column => {
      const col = el('col', { class: less(column) });
      col.style.width = column.width || '';
      return col;
    }));
  }

  head() {
    this.heads = this.columns.map((column, index) => {
      const name = column.sort
        ? button(column.name, () => this.sortBy(index), { tabindex: -1, title: 'sort by ' + column.name })
        : column.name;
      return el('th', { scope: 'col', class: less(column) + (column.number ? ' number' : '') }, name);
    });
    return el('thead', {}, el('tr', {}, this.heads));
  }

  sortBy(index) {
    const again = this.order?.index === index;
    this.order = again && this.order.down < 0 ? null : { index, down: again ? -1 : 1 };
    this.heads.forEach((head, i) => head.setAttribute('aria-sort',
      this.order?.index !== i ? 'none' : this.order.down > 0 ? 'descending' : 'ascending'));
    this.show(this.rows);
  }

  /** Shows these; each has a `key`. */
  show(rows) {
    this.rows = rows;
    this.shown = this.order ? this.inOrder(rows) : rows;
    this.table.setAttribute('aria-rowcount', String(rows.length + 1));
    this.empty.hidden = rows.length > 0;
    this.render();
  }

  inOrder(rows) {
    const { index, down } = this.order;
    const value = this.columns[index].sort;
    const compare = (a, b) => {
      const [x, y] = [value(a), value(b)];
      return typeof x === 'string' || typeof y === 'string' ? -down * String(x).localeCompare(String(y)) : down * ((y ?? -1) - (x ?? -1));
    };
    return this.sorted ? this.sorted(rows, compare) : [...rows].sort(compare);
  }

  scrolled() {
    if (!this.pending) {
      this.pending = true;
      requestAnimationFrame(() => {
        this.pending = false;
        this.render();
      });
    }
  }

  render() {
    const height = this.element.clientHeight || 600;
    const all = this.shown.length;
    const first = Math.max(0, Math.min(Math.floor(this.element.scrollTop / rowHeight) - spare, all - 1));
    const many = Math.min(all - first, Math.ceil(height / rowHeight) + 2 * spare);
    while (this.pool.length < many) {
      this.pool.push(this.fresh());
    }
    size(this.top, first);
    size(this.bottom, all - first - many);
    let active = '';
    this.pool.forEach((slot, i) => {
      const row = i < many ? this.shown[first + i] : null;
      slot.tr.hidden = row === null;
      if (row) {
        this.fill(slot, row, first + i);
        active = row.key === this.cursor ? slot.tr.id : active;
      }
      slot.row = row;
    });
    this.element.setAttribute('aria-activedescendant', active);
  }

  fresh() {
    const cells = this.columns.map(column => {
      const td = el('td', { class: less(column) + (column.number ? ' number' : ''), role: 'gridcell' });
      const text = document.createTextNode('');
      td.append(text);
      return { td, text, base: td.className, kind: 'text', was: {} };
    });
    const tr = el('tr', { id: this.id + '-' + this.pool.length }, cells.map(cell => cell.td));
    this.body.insertBefore(tr, this.bottom);
    return { tr, cells, row: null, state: '' };
  }

  fill(slot, row, index) {
    const state = [row.tone || '', row.kind || '', row.key === this.cursor ? 'active' : '', row.open === undefined ? '' : String(row.open), index].join(' ');
    if (slot.state !== state) {
      slot.state = state;
      slot.tr.className = [row.tone || '', row.kind || '', row.key === this.cursor ? 'active' : ''].join(' ').trim();
      slot.tr.setAttribute('aria-rowindex', String(index + 2));
      if (row.open === undefined) {
        slot.tr.removeAttribute('aria-expanded');
      } else {
        slot.tr.setAttribute('aria-expanded', String(row.open));
      }
    }
    this.columns.forEach((column, i) => write(slot.cells[i], column.cell(row), row));
  }

  slotOf(target) {
    const tr = target.closest('tr');
    return this.pool.find(slot => slot.tr === tr && slot.row);
  }

  click(event) {
    const slot = this.slotOf(event.target);
    if (!slot || event.target.closest('a, button') || String(getSelection())) {
      return;
    }
    this.cursor = slot.row.key;
    this.render();
    this.go(slot.row);
  }

  go(row) {
    if (row.open === undefined) {
      this.open(row);
    } else {
      this.toggle(row, !row.open);
    }
  }

  key(event) {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const at = this.shown.findIndex(row => row.key === this.cursor);
    const row = this.shown[at];
    if (event.key in steps) {
      this.move(Math.max(0, Math.min(this.shown.length - 1, at + steps[event.key])));
    } else if (row && event.key === 'Enter') {
      this.go(row);
    } else if (row?.open === false && event.key === 'ArrowRight') {
      this.toggle(row, true);
    } else if (row?.open === true && event.key === 'ArrowLeft') {
      this.toggle(row, false);
    } else {
      return;
    }
    event.preventDefault();
  }

  move(to) {
    if (this.shown.length === 0) {
      return;
    }
    this.cursor = this.shown[to].key;
    const top = to * rowHeight;
    const room = this.element.clientHeight - 2 * rowHeight;
    if (top < this.element.scrollTop) {
      this.element.scrollTop = top;
    } else if (top > this.element.scrollTop + room) {
      this.element.scrollTop = top - room;
    }
    this.render();
  }
}

const less = column => (column.less ? 'less' + column.less : '');

function gap(columns) {
  const td = el('td', { colspan: columns });
  return el('tr', { class: 'gap', 'aria-hidden': 'true' }, td);
}

function size(tr, rows) {
  const height = rows * rowHeight + 'px';
  if (tr.firstChild.style.height !== height) {
    tr.firstChild.style.height = height;
    tr.hidden = rows === 0;
  }
}

function write(cell, said, row) {
  const now = typeof said === 'object' && said !== null ? said : { text: said };
  const { was } = cell;
  cell.row = row;
  if (now.href !== was.href || Boolean(now.act) !== Boolean(was.act)) {
    dress(cell, now);
  }
  cell.act = now.act;
  if (now.text !== was.text) {
    cell.text.data = plain(now.text ?? '');
  }
  if (now.tone !== was.tone || now.level !== was.level) {
    cell.td.className = [cell.base, now.tone || '', now.level ? 'level' + now.level : ''].join(' ').trim();
  }
  if (now.title !== was.title) {
    cell.td.title = plain(now.title ?? '');
  }
  if (now.part !== was.part) {
    cell.td.classList.toggle('bar', now.part !== undefined);
    cell.td.style.setProperty('--part', now.part === undefined ? '' : Math.round(100 * Math.min(1, now.part)) + '%');
  } else if (now.part !== undefined) {
    cell.td.classList.add('bar');
  }
  cell.was = now;
}

/** A cell is a text, a link, or a button. */
function dress(cell, now) {
  if (now.href) {
    cell.td.replaceChildren(el('a', { href: now.href, tabindex: -1 }, cell.text));
  } else if (now.act) {
    cell.td.replaceChildren(button(cell.text, () => cell.act(cell.row), { class: 'small' }));
  } else {
    cell.td.replaceChildren(cell.text);
  }
}
