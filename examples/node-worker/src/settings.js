// The settings of a worker: environment variables, the same as every worker's; code wins.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { cores } from './vitals.js';

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const number = (least, most) => (value) => /^[0-9]{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
const host = (os.hostname().split('.')[0] || 'host').replace(/[^A-Za-z0-9_-]/g, '').slice(0, 50) || 'host';

/** Name in code, usual value, what is allowed, in words. */
const SETTINGS = {
  HERA_ZOOKEEPER: ['zookeeper', '127.0.0.1:2181', (v) => v.split(',').every((one) => /^[A-Za-z0-9.:-]+:[0-9]{1,5}$/.test(one)), 'host:port, several separated by commas'],
  HERA_ZOOKEEPER_ROOT: ['zookeeperRoot', '/hera', (v) => /^\/.*[^/]$/.test(v), 'a path like /hera'],
  HERA_ZOOKEEPER_LOGIN: ['zookeeperLogin', '', (v) => v === '' || v.indexOf(':') > 0, "user:password of ZooKeeper's digest scheme"],
  HERA_SECRET: ['secret', '', () => true, "the service's secret"],
  HERA_SECRET_FILE: ['secretFile', '', () => true, 'a readable file that holds the secret'],
  HERA_INSTANCE: ['instance', `${host}-${process.pid}`, (v) => ID.test(v), 'letters, digits, _ and -, at most 64'],
  HERA_VERSION: ['version', '0', (v) => v.length > 0 && v.length <= 100, 'at most 100 characters'],
  HERA_ROLE: ['role', 'live', (v) => ['live', 'candidate', 'quarantine'].includes(v), 'live, candidate or quarantine'],
  HERA_SLOTS: ['slots', String(Math.max(1, Math.round(8 * cores()))), number(1, 1_000_000), 'a number from 1 to 1000000'],
  HERA_BROKER_HOSTS: ['brokerHosts', 'private', (v) => v.length > 0, 'private, networks, hosts and *.domains, separated by commas'],
  HERA_HOME: ['home', path.join(os.homedir(), '.hera'), (v) => v.length > 0, 'a folder'],
  HERA_START_SECONDS: ['startSeconds', '10', number(0, 3600), 'a number from 0 to 3600'],
  HERA_DRAIN_SECONDS: ['drainSeconds', '30', number(0, 3600), 'a number from 0 to 3600'],
};
const NOT_OURS = new Set(['HERA_JAVA', 'HERA_SLOW']);
const NUMBERS = new Set(['slots', 'startSeconds', 'drainSeconds']);

/** Every setting, checked; throws naming the one that is wrong and what is allowed. */
export function settingsOf(service, code, environment = process.env) {
  if (!ID.test(service)) throw new Error(`the service's name is "${service}"; allowed: [A-Za-z0-9_-]{1,64}`);
  for (const name of Object.keys(environment)) {
    if (name.startsWith('HERA_') && !NOT_OURS.has(name) && !Object.hasOwn(SETTINGS, name)) {
      throw new Error(`${name} is not a setting of a worker; allowed are ${Object.keys(SETTINGS).join(', ')}`);
    }
  }
  const settings = { service };
  for (const [variable, [name, usual, fits, allowed]] of Object.entries(SETTINGS)) {
    const value = String(code[name] ?? environment[variable] ?? usual).trim();
    if (!fits(value)) throw new Error(`${variable} is "${name === 'zookeeperLogin' ? '***' : value}"; allowed: ${allowed}`);
    settings[name] = NUMBERS.has(name) ? Number(value) : value;
  }
  if (code.secret) settings.secretFile = '';
  if ((settings.secret === '') === (settings.secretFile === '')) throw new Error('exactly one of HERA_SECRET and HERA_SECRET_FILE must be set');
  if (settings.secretFile) settings.secret = fs.readFileSync(settings.secretFile, 'utf8').trim();
  return settings;
}
