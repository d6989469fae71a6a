'use strict';
// The routing table of the broker that serves this page, every two seconds. What it shows is
// other people's data: it is put into text nodes only.
const every = 2000;
const element = id => document.getElementById(id);
let token = sessionStorage.getItem('token');

async function ask(path) {
  const answer = await fetch('/_hera/api/' + path, { headers: { Authorization: 'Bearer ' + token } });
  if (!answer.ok) {
    throw Object.assign(new Error((await answer.json()).detail), { status: answer.status });
  }
  return answer.json();
}

function fill(id, rows) {
  element(id).replaceChildren(...rows.map(({ cells, worry }) => {
    const row = document.createElement('tr');
    row.classList.toggle('worry', Boolean(worry));
    row.append(...cells.map(text => {
      const cell = document.createElement('td');
      cell.append(document.createTextNode(String(text)));
      return cell;
    }));
    return row;
  }));
}

const percent = share => (100 * share).toFixed(0) + ' %';
const mebibytes = bytes => (bytes / 1048576).toFixed(0) + ' MiB';

function workerRow(w) {
  const v = w.vitals;
  return {
    worry: w.state !== 'ready',
    cells: [w.worker, w.state, v ? percent(v.cpu) : '-', v ? mebibytes(v.rss) : '-', w.pingMs.toFixed(2) + ' ms',
      w.inFlight + ' + ' + w.inFlightOthers, v ? (v.ageMs / 1000).toFixed(1) + ' s ago' : 'none yet'],
  };
}

function endpointRows(e) {
  if (e.places.length === 0) {
    return [{ worry: true, cells: [e.endpoint, 'nobody', '-', '-', '-', '-'] }];
  }
  return e.places.map(p => ({
    cells: [e.endpoint, p.worker, percent(p.share), p.inFlight, percent(p.errors), (p.limits || []).join(', ') || 'nothing'],
  }));
}

async function show() {
  try {
    const [routes, brokers] = await Promise.all([ask('routes'), ask('brokers')]);
    fill('workers', routes.workers.map(workerRow));
    fill('endpoints', routes.endpoints.flatMap(endpointRows));
    fill('brokers', brokers.map(b => ({ cells: [b.id, b.host + ':' + b.httpPort, b.host + ':' + b.linkPort, b.version, b.startedAt] })));
    element('where').textContent = 'as ' + routes.broker + ' sees it, ' + new Date().toLocaleTimeString();
    element('table').hidden = false;
    element('ask').hidden = true;
    sessionStorage.setItem('token', token);
  } catch (problem) {
    element('where').textContent = problem.status ? problem.message : 'the broker does not answer';
    if (problem.status === 401 || problem.status === 403) {
      sessionStorage.removeItem('token');
      token = null;
      element('table').hidden = true;
      element('ask').hidden = false;
    }
  }
}

element('ask').addEventListener('submit', event => {
  event.preventDefault();
  token = element('token').value.trim();
  element('token').value = '';
  show();
});
setInterval(() => token && show(), every);
if (token) {
  show();
}
