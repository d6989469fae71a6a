// Which view is open. A view is `{name, title, show(place, path, parameters)}`; what `show` gives
// is closed when another view comes. The address after # says all, so that it can be sent on.

import { el, put } from './dom.js';
import { isSignedIn, onSignedOut } from './api.js';
import { askForToken, start } from './shell.js';
import { routes } from './routes.js';
import { workers } from './workers.js';
import { fleet } from './fleet.js';
import { calls } from './calls.js';
import { replays } from './replays.js';
import { accepted } from './accepted.js';
import { keys } from './keys.js';
import { charts } from './charts.js';

const views = [routes, workers, fleet, calls, replays, accepted, charts, keys];
const place = document.getElementById('view');
let shown = null;

function route() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
  const [name, ...rest] = path.split('/').map(part => decodeURIComponent(part));
  const view = views.find(one => one.name === name) || routes;
  return { view, rest, parameters: new URLSearchParams(search) };
}

function show() {
  shown?.close?.();
  shown = null;
  if (!isSignedIn()) {
    askForToken('', show);
    return;
  }
  const { view, rest, parameters } = route();
  document.title = view.title + ' · Hera';
  for (const link of document.querySelectorAll('#nav a')) {
    link.toggleAttribute('aria-current', false);
  }
  document.getElementById('nav-' + view.name).setAttribute('aria-current', 'page');
  put(place, el('h2', { class: 'title' }, view.title));
  shown = view.show(place, rest, parameters);
}

onSignedOut(why => {
  shown?.close?.();
  shown = null;
  document.getElementById('where').textContent = 'not connected';
  askForToken(why, show);
});
addEventListener('hashchange', () => {
  document.querySelectorAll('dialog').forEach(one => one.close());
  show();
  place.focus({ preventScroll: true });
});
start(views);
show();
