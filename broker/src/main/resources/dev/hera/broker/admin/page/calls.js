// Calls by the filter language: found, followed as they end, acted upon, and one of them opened.

import { button, el, put } from './dom.js';
import { Grid } from './grid.js';
import { ask, query, stream } from './api.js';
import { count, instant, millis, plain } from './format.js';
import { outcomeTone, showCall } from './call.js';
import { filterField } from './filter.js';
import { byFilter } from './byfilter.js';
import { where } from './status.js';

const pageSize = 100;
const mostKept = 5000;

const columns = [
  { name: 'Received', width: '14rem', cell: row => ({ text: instant(row.receivedAt), href: '#/calls/' + encodeURIComponent(row.uuid), title: row.uuid }) },
  { name: 'Endpoint', width: '', cell: row => ({ text: row.endpoint || row.path, title: row.path }) },
  { name: 'State', width: '8rem', less: 1, cell: row => ({ text: row.state + (row.pinned ? ', pinned' : '') }) },
  { name: 'Outcome', width: '8rem', cell: row => ({ text: row.outcome || '', tone: outcomeTone(row), title: row.detail || '' }) },
  { name: 'Status', width: '4.5rem', number: true, cell: row => ({ text: row.status ?? '', tone: row.status >= 500 ? 'bad' : row.status >= 400 ? 'warn' : '' }) },
  { name: 'Took', width: '6rem', number: true, cell: row => millis(row.tookMs) },
  { name: 'Tries', width: '4rem', number: true, less: 2, cell: row => row.attempts ?? '' },
  { name: 'Worker', width: '11rem', less: 1, cell: row => row.worker || '' },
  { name: 'Caller', width: '9rem', less: 2, cell: row => row.caller || '' },
  { name: 'Broker', width: '7rem', less: 2, cell: row => row.broker || '' },
];

export const calls = { name: 'calls', title: 'Calls', show };

function show(place, path, parameters) {
  return path[0] ? showCall(place, path[0]) : new Search(place, parameters.get('filter') || '', parameters.has('tail'));
}

/** One filter and what it finds; closed when another view or filter comes. */
class Search {
  constructor(place, filter, tail) {
    this.filter = filter;
    this.tail = tail;
    this.rows = [];
    this.cursor = '';
    this.end = new AbortController();
    this.line = el('p', { class: 'quiet', role: 'status' });
    this.trouble = el('div', { role: 'alert' });
    this.more = button('More', () => this.find(), { hidden: true });
    this.grid = new Grid({ label: 'Calls', columns, empty: 'No call fits.', open: row => { location.hash = '#/calls/' + encodeURIComponent(row.uuid); } });
    this.words = filterField(filter, text => this.go(text, this.tail));
    const go = () => this.go(this.words.value(), this.tail);
    place.append(
      el('div', { class: 'bar-of-tools' }, this.words.element, button('Find', go, { class: 'primary' }),
        button(tail ? 'Stop following' : 'Follow', () => this.go(this.words.value(), !tail), { 'aria-pressed': String(tail), title: 'shows calls as they end' }),
        button('Act on all …', () => byFilter(this.words.value(), () => this.again())), this.more),
      this.trouble, this.line, this.grid.element);
    where('calls of the whole platform');
    this.grid.show([]);
    if (tail) {
      this.follow();
    } else {
      this.find();
    }
  }

  go(text, tail) {
    const uuid = /^\s*(?:id:)?([0-9a-f]{8}-[0-9a-f-]{27})\s*$/i.exec(text);
    const address = uuid ? '#/calls/' + uuid[1] : '#' + query('/calls', { filter: text, tail: tail ? 'yes' : '' });
    if (location.hash === address) {
      this.again();
    } else {
      location.hash = address;
    }
  }

  again() {
    this.rows = [];
    this.cursor = '';
    return this.tail ? undefined : this.find();
  }

  async find() {
    this.more.disabled = true;
    try {
      const page = await ask(query('calls', { filter: this.filter, limit: pageSize, cursor: this.cursor }), { signal: this.end.signal });
      put(this.trouble);
      this.rows.push(...page.calls.map(call => ({ ...call, key: call.uuid })));
      this.cursor = page.cursor;
      this.more.hidden = !page.more || this.rows.length >= mostKept;
      this.said(page.missing);
      this.grid.show(this.rows);
    } catch (problem) {
      this.end.signal.aborted || this.failed(problem);
    } finally {
      this.more.disabled = false;
    }
  }

  said(missing) {
    put(this.line, count(this.rows.length) + (this.tail ? ' calls since' : this.more.hidden ? ' calls' : ' calls and more'),
      missing?.length ? el('b', { class: 'bad' }, '; no answer from ' + missing.map(plain).join(', ')) : '');
  }

  failed(problem) {
    const shown = problem.body?.shown;
    put(this.trouble, el('p', { class: 'bad' }, problem.status === 404 ? 'This broker cannot search calls.' : plain(problem.message)),
      shown ? el('pre', {}, shown) : '');
  }

  /** Takes what ends and shows it once a moment, the newest first. */
  async follow() {
    let fresh = [];
    const take = setInterval(() => {
      if (fresh.length > 0) {
        this.rows = [...fresh.reverse(), ...this.rows].slice(0, mostKept);
        fresh = [];
        this.said();
        this.grid.show(this.rows);
      }
    }, 250);
    this.said();
    try {
      await stream(query('calls/tail', { filter: this.filter }), this.end.signal, ({ call }) => {
        if (call) {
          fresh.push({ ...call, key: call.uuid });
        }
      });
      this.line.textContent = 'The broker ended the watch after an hour; follow again.';
    } catch (problem) {
      this.end.signal.aborted || this.failed(problem);
    } finally {
      this.end.signal.aborted ? clearInterval(take) : setTimeout(() => clearInterval(take), 500);
    }
  }

  close() {
    this.end.abort();
  }
}
