// Charts of what the brokers count: of the platform, or of one broker, endpoint or worker. What was
// before the page was opened comes from the brokers, which keep an hour; for longer times there are
// the dashboards.

import { el, field, put } from './dom.js';
import { ask } from './api.js';
import { poll } from './poll.js';
import { millis } from './format.js';
import { History, kindOf, past, sums } from './scrape.js';
import { where } from './status.js';

const every = 5000;

/** Seconds that are drawn at least, so that the first figures are no flat line across the picture. */
const shortest = 120;
const history = new History();
const perSecond = value => (value === null ? '–' : value.toFixed(value < 10 ? 1 : 0) + ' / s');
const whole = value => (value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: 0 }));
const time = value => (value === null ? '–' : millis(value * 1000));

/** An axis reaches at least so far, so that next to nothing looks like next to nothing. */
const least = new Map([[perSecond, 1], [whole, 4], [time, 0.001]]);

/** Title, how figures are written, and lines as `[name, colour, figures(subject)]`; `of` says of what. */
const pictures = [
  { title: 'Calls', text: perSecond, lines: [['calls', 'accent', s => history.rate(s, 'calls')]] },
  { title: 'Errors', text: perSecond, lines: [['not executed, unknown, or 5xx', 'bad', s => history.rate(s, 'errors')]] },
  { title: 'Time of a call', text: time, lines: [['p50', 'good', s => history.quantile(s, 0.5)], ['p99', 'warn', s => history.quantile(s, 0.99)]] },
  { title: 'In flight', text: whole, of: ['all', 'broker'], lines: [['calls in flight', 'accent', s => history.gauge(s, 'hera_calls_in_flight')]] },
  { title: 'Waiting for the journal', text: time, of: ['all', 'broker'], lines: [['a call, on average', 'warn', s => history.mean(s, 'journal sum', 'journal count')]] },
  { title: 'Accepted, not settled', text: whole, of: ['all', 'broker'], lines: [
    ['backlog', 'accent', s => history.gauge(s, 'hera_accepted_backlog')],
    ['parked', 'warn', s => history.gauge(s, 'hera_accepted_parked')],
    ['quarantined', 'bad', s => history.gauge(s, 'hera_accepted_quarantined')]] },
];

export const charts = { name: 'charts', title: 'Charts', show };

let library = null;

/** The library is no module: it is loaded once, when somebody looks at charts. */
function load() {
  library ??= new Promise((loaded, failed) => {
    document.head.append(el('script', { src: '/_hera/admin/chart.umd.js', on: { load: () => loaded(globalThis.Chart), error: () => failed(new Error('the charts were not loaded')) } }));
  });
  return library;
}

function show(place, path) {
  const state = { kind: path[0] || 'all', name: path[1] || '', drawn: [], recalled: false };
  const kinds = el('select', { on: { change: () => { location.hash = '#/charts/' + kinds.value; } } },
    [['all', 'the platform'], ['broker', 'a broker'], ['endpoint', 'an endpoint'], ['worker', 'a worker']].map(([value, text]) => el('option', { value, selected: value === state.kind }, text)));
  const names = el('select', { 'aria-label': 'Which', 'data-filter': true, on: { change: () => { location.hash = '#/charts/' + state.kind + '/' + encodeURIComponent(names.value); } } });
  const area = el('div', { class: 'charts' });
  const line = el('p', { class: 'quiet' }, 'asking …');
  place.append(el('div', { class: 'bar-of-tools' }, el('label', { class: 'field' }, el('span', {}, 'Of'), kinds), names), line, area);
  names.hidden = state.kind === 'all';

  const themed = () => { close(state); state.drawn = []; draw(state, area, line); };
  addEventListener('hera-theme', themed);
  const live = poll(async signal => {
    try {
      const found = await ask('figures', { signal });
      history.add(Date.now() / 1000, sums(found.brokers));
      choices(state, names);
      await recall(state, signal);
      where('figures of ' + found.brokers.filter(one => one.answered).length + ' of ' + found.brokers.length + ' brokers');
      await draw(state, area, line);
    } catch (problem) {
      signal.aborted || where(problem.message, 'bad');
    }
  }, every);
  return { close() { live.close(); removeEventListener('hera-theme', themed); close(state); } };
}

/** Asks once for what was before; a broker of an older version has nothing to say. */
async function recall(state, signal) {
  const of = kindOf(state.kind);
  if (state.recalled || (of !== 'all' && !state.name)) {
    return;
  }
  state.recalled = true;
  try {
    const found = await ask('figures/past?' + new URLSearchParams({ of, name: of === 'all' ? '' : state.name }), { signal });
    const ahead = Date.now() / 1000 - found.now;
    past(found.brokers).forEach(({ at, brokers }) => history.recall(at + ahead, sums(brokers), of === 'all' ? of : of + '\n' + state.name));
  } catch (problem) {
    signal.aborted || where('no figures of before: ' + problem.message);
  }
}

function close(state) {
  state.drawn.forEach(one => one.chart.destroy());
}

async function draw(state, area, line) {
  if (history.looks.length < 2) {
    line.textContent = 'The first figures come in five seconds.';
    return;
  }
  const Chart = await load();
  line.textContent = state.kind === 'all' ? 'All brokers together.' : state.kind + ' ' + state.name;
  if (state.drawn.length === 0) {
    Chart.defaults.animation = false;
    state.drawn = pictures.filter(one => !one.of || one.of.includes(state.kind)).map(one => picture(Chart, one));
    put(area, state.drawn.map(one => one.figure));
  }
  const subject = state.kind + '\n' + (state.kind === 'all' ? '' : state.name);
  const times = history.times();
  for (const one of state.drawn) {
    one.picture.lines.forEach(([, , figures], i) => { one.chart.data.datasets[i].data = figures(subject).map((y, at) => ({ x: times[at], y })); });
    one.chart.options.scales.x.max = times.at(-1);
    one.chart.options.scales.x.min = Math.min(times[0], times.at(-1) - shortest);
    one.chart.update('none');
    say(one);
  }
}

/** What a picture shows last, in words. */
function say(one) {
  const text = one.chart.data.datasets.map(set => set.label + ' ' + one.picture.text(set.data.at(-1)?.y ?? null)).join(', ');
  one.now.textContent = text;
  one.canvas.setAttribute('aria-label', one.picture.title + ': ' + text);
}

function choices(state, names) {
  const all = state.kind === 'all' ? [] : history.names(state.kind);
  state.name ||= all[0] || '';
  if (names.options.length !== all.length) {
    put(names, all.map(one => el('option', { value: one, selected: one === state.name }, one)));
  }
}

function picture(Chart, wanted) {
  const colour = name => getComputedStyle(probe(name)).color;
  const canvas = el('canvas', { role: 'img' });
  const now = el('b', {});
  const figure = el('figure', {}, el('figcaption', {}, wanted.title, now), el('div', { class: 'canvas' }, canvas));
  const quiet = colour('quiet');
  const clock = value => new Date(value * 1000).toLocaleTimeString();
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: wanted.lines.map(([label, tone]) => ({ label, data: [], borderColor: colour(tone), borderWidth: 1.5, clip: 4, pointRadius: context => (context.dataset.data.length < 4 ? 2 : 0), spanGaps: true, parsing: false })) },
    options: {
      responsive: true, maintainAspectRatio: false, animation: false, interaction: { mode: 'index', intersect: false },
      plugins: { legend: { display: wanted.lines.length > 1, labels: { color: quiet, boxWidth: 12 } },
        tooltip: { callbacks: { title: items => clock(items[0].parsed.x), label: item => item.dataset.label + ': ' + wanted.text(item.parsed.y) } } },
      scales: { x: { type: 'linear', ticks: { color: quiet, maxTicksLimit: 6, callback: clock }, grid: { display: false } },
        y: { beginAtZero: true, suggestedMax: least.get(wanted.text), ticks: { color: quiet, maxTicksLimit: 5, precision: wanted.text === whole ? 0 : undefined, callback: value => wanted.text(value) }, grid: { color: colour('line') } } },
    },
  });
  return { picture: wanted, chart, figure, canvas, now };
}

/** An element that has the colour, since the colours stand in the style sheet alone. */
function probe(name) {
  let one = document.getElementById('probe-' + name);
  if (!one) {
    one = el('span', { id: 'probe-' + name, class: 'probe ' + name, 'aria-hidden': 'true' });
    document.body.append(one);
  }
  return one;
}
