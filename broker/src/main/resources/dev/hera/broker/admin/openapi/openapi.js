'use strict';
// The document at /_hera/api/openapi.json for people to read. What it shows is what workers said:
// it is put into text nodes only.
const element = id => document.getElementById(id);
let token = sessionStorage.getItem('hera-token');
let spec = null;

function make(name, ...children) {
  const made = document.createElement(name);
  made.append(...children.map(one => one instanceof Node ? one : document.createTextNode(String(one))));
  return made;
}

const named = ref => ref.split('/').slice(1).reduce((at, key) => at?.[key.replace(/~1/g, '/').replace(/~0/g, '~')], spec);

// A type as one would say it: names of components stay names, so that nothing goes round in a circle.
function type(schema) {
  if (schema === true || schema === undefined || Object.keys(schema).length === 0) return 'any JSON';
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(one => JSON.stringify(one)).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return several.map(type).join(' or ');
  const kind = [schema.type].flat().join(' | ');
  if (kind.startsWith('array')) return schema.prefixItems ? '[' + schema.prefixItems.map(type).join(', ') + ']' : type(schema.items) + '[]';
  return schema.format ? kind + ' (' + schema.format + ')' : kind || 'any JSON';
}

// Every component that a schema leads to, each once.
function related(schema, found = new Map()) {
  if (schema && typeof schema === 'object') {
    if (typeof schema.$ref === 'string' && !found.has(schema.$ref)) {
      const target = named(schema.$ref);
      found.set(schema.$ref, target);
      related(target, found);
    }
    Object.values(schema).forEach(one => related(one, found));
  }
  return found;
}

function shown(title, schema) {
  const text = [schema, ...related(schema)].map((one, i) => i === 0
    ? JSON.stringify(schema, null, 2)
    : one[0].split('/').pop() + ' = ' + JSON.stringify(one[1], null, 2));
  const empty = schema === undefined || Object.keys(schema).length === 0;
  return [make('h3', title), empty ? make('p', 'any JSON') : make('pre', text.join('\n\n'))];
}

function table(parameters) {
  const rows = parameters.map(one => make('tr', make('td', make('code', one.name)), make('td', one.in), make('td', type(one.schema)), make('td', one.required ? 'required' : '')));
  return [make('h3', 'Parameters'), make('table', make('tbody', ...rows))];
}

const json = holder => holder?.content?.['application/json']?.schema;
const promises = one => Object.entries(one['x-hera'] ?? {}).map(([name, value]) => name + ' ' + value).join(', ');

function block(name, summary, parts) {
  const details = make('details', make('summary', make('b', name), make('span', summary ?? '')), ...parts);
  details.dataset.text = (name + ' ' + (summary ?? '')).toLowerCase();
  return details;
}

function rest(path, method, one) {
  const body = json(one.requestBody);
  return block(method.toUpperCase() + ' ' + path, one.summary, [
    ...(one.parameters?.length ? table(one.parameters) : []),
    ...(one.requestBody ? shown('Body', body) : []),
    ...shown('Answer', json(one.responses['200'])),
    make('h3', 'Promises'), make('p', promises(one)),
    make('h3', 'Errors'), make('p', 'application/problem+json, RFC 9457; 401 without a token, 403 when it may not, 503 when no worker is able.'),
  ]);
}

function rpc(name, one) {
  return block('rpc ' + name, one.summary, [...shown('Params', one.params), ...shown('Result', one.result), make('h3', 'Promises'), make('p', promises(one))]);
}

function blocks() {
  const all = [];
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const [method, one] of Object.entries(item)) {
      const methods = one['x-hera-methods'];
      if (methods) all.push(...Object.entries(methods).map(([name, each]) => rpc(name, each)));
      else all.push(rest(path, method, one));
    }
  }
  return all;
}

function find() {
  const wanted = element('find').value.toLowerCase();
  for (const one of element('operations').children) one.hidden = !one.dataset.text.includes(wanted);
}

async function show() {
  try {
    const answer = await fetch('/_hera/api/openapi.json', { headers: { Authorization: 'Bearer ' + token } });
    const got = await answer.json();
    if (!answer.ok) throw new Error(got.detail);
    spec = got;
    const all = blocks();
    element('operations').replaceChildren(...all);
    element('where').textContent = all.length + ' endpoints, OpenAPI ' + spec.openapi + ', broker ' + spec.info.version;
    element('shown').hidden = false;
    element('ask').hidden = true;
    sessionStorage.setItem('hera-token', token);
    find();
  } catch (problem) {
    element('where').textContent = problem.message;
    element('ask').hidden = false;
    element('shown').hidden = true;
  }
}

function save() {
  const link = make('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(spec, null, 2)], { type: 'application/json' }));
  link.download = 'openapi.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

element('find').addEventListener('input', find);
element('save').addEventListener('click', save);
element('ask').addEventListener('submit', event => {
  event.preventDefault();
  token = element('token').value;
  show();
});
if (token) show();
