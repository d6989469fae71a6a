// Which brokers there are: read strictly from ZooKeeper, each address checked before it is dialled.

import dns from 'node:dns/promises';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { ZooKeeper } from './zookeeper.js';

const RESYNC_MS = 30_000;
const GRACE_MS = 2_000;
const PATIENCE_MS = 3_000;
const MOST_BYTES = 1024;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HOST = /^[A-Za-z0-9.:-]{1,253}$/;
const isPort = (port) => Number.isInteger(port) && port >= 1 && port <= 65535;
const family = (address) => (net.isIPv6(address) ? 'ipv6' : 'ipv4');

/** A broker's node, or null when the data is none. */
export function brokerNode(data, name) {
  if (data.length > MOST_BYTES) return null;
  let node;
  try {
    node = JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
  const { id, host, ports, protocols, version, boot, startedAt } = node ?? {};
  const good = id === name && /^[A-Za-z0-9_-]{1,64}$/.test(id) && HOST.test(host) && isPort(ports?.http)
    && isPort(ports?.link) && Array.isArray(protocols) && typeof version === 'string' && UUID.test(boot)
    && !Number.isNaN(Date.parse(startedAt));
  return good ? node : null;
}

/** Which addresses may be dialled: `private`, networks, hosts and `*.domains`, separated by commas. */
export class AllowedHosts {
  #networks = new net.BlockList();
  #names = new Set();
  #suffixes = [];

  constructor(patterns) {
    for (const pattern of patterns.split(',').map((one) => one.trim().toLowerCase())) {
      const [address, bits] = pattern.split('/');
      if (pattern === 'private') {
        for (const [network, prefix] of [['127.0.0.0', 8], ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16]]) {
          this.#networks.addSubnet(network, prefix, 'ipv4');
        }
        this.#networks.addAddress('::1', 'ipv6');
        this.#networks.addSubnet('fc00::', 7, 'ipv6');
      } else if (bits !== undefined && net.isIP(address)) this.#networks.addSubnet(address, Number(bits), family(address));
      else if (pattern.startsWith('*.') && HOST.test(pattern.slice(2))) this.#suffixes.push(pattern.slice(1));
      else if (HOST.test(pattern)) this.#names.add(pattern);
      else throw new Error(`not a host, domain or network: ${pattern}`);
    }
  }

  async allows(host) {
    const name = host.toLowerCase();
    if (this.#names.has(name) || this.#suffixes.some((suffix) => name.endsWith(suffix))) return true;
    try {
      const addresses = net.isIP(name) ? [name] : (await dns.lookup(name, { all: true })).map((one) => one.address);
      return addresses.length > 0 && addresses.every((one) => this.#networks.check(one, family(one)));
    } catch {
      return false;
    }
  }
}

/** Watches the brokers and tells the whole list whenever it may have changed. */
export class Discovery {
  #settings;
  #known;
  #log;
  #allowed;
  #zookeeper;
  #nodes = new Map();
  #missing = new Map();
  #complaints = new Set();
  #looking = Promise.resolve();
  #timers = [];
  #cache;

  constructor(settings, known, log) {
    this.#settings = settings;
    this.#known = known;
    this.#log = log;
    this.#allowed = new AllowedHosts(settings.brokerHosts);
    this.#cache = path.join(settings.home, 'cache', `brokers-${settings.service}.jsonl`);
    this.#zookeeper = new ZooKeeper(settings.zookeeper, settings.zookeeperLogin, () => this.#soon());
    this.#timers.push(setInterval(() => this.#soon(), RESYNC_MS), setTimeout(() => this.#coldStart(), PATIENCE_MS));
  }

  get isConnected() {
    return this.#zookeeper.isConnected;
  }

  #soon() {
    this.#looking = this.#looking.then(() => this.#look()).catch((e) => this.#complain(`the brokers cannot be read: ${e.message}`));
  }

  async #look() {
    if (!this.#zookeeper.isConnected) return;
    const folder = `${this.#settings.zookeeperRoot}/brokers`;
    const found = new Map();
    for (const name of await this.#zookeeper.children(folder)) {
      const data = await this.#zookeeper.data(`${folder}/${name}`);
      const node = data === null ? null : await this.#usable(data, name);
      if (node) found.set(node.id, node);
    }
    const now = Date.now();
    for (const id of this.#nodes.keys()) {
      if (found.has(id)) this.#missing.delete(id);
      else if (!this.#missing.has(id)) {
        this.#missing.set(id, now);
        this.#timers.push(setTimeout(() => this.#soon(), GRACE_MS + 50));
      } else if (now - this.#missing.get(id) >= GRACE_MS) {
        this.#missing.delete(id);
        this.#nodes.delete(id);
      }
    }
    found.forEach((node, id) => this.#nodes.set(id, node));
    this.#known([...this.#nodes.values()]);
    if (this.#nodes.size > 0) this.#keep();
  }

  async #usable(data, name) {
    const node = brokerNode(data, name);
    if (!node) return this.#complain(`broker node ${name} is not readable and is left out`);
    if (!node.protocols.includes('hera.v1')) return this.#complain(`broker ${name} does not speak hera.v1`);
    if (!(await this.#allowed.allows(node.host))) return this.#complain(`broker ${name} at ${node.host} is not among ${this.#settings.brokerHosts}`);
    return node;
  }

  /** Says each thing once: a hostile node must not fill the log. */
  #complain(what) {
    if (this.#complaints.size < 1000 && !this.#complaints.has(what)) {
      this.#complaints.add(what);
      this.#log(what);
    }
    return null;
  }

  #keep() {
    const fresh = `${this.#cache}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(this.#cache), { recursive: true });
      fs.writeFileSync(fresh, [...this.#nodes.values()].map((node) => `${JSON.stringify(node)}\n`).join(''));
      fs.renameSync(fresh, this.#cache);
    } catch (e) {
      this.#complain(`the list of brokers cannot be kept: ${e.message}`);
    }
  }

  /** ZooKeeper is away: the brokers last known will do. */
  async #coldStart() {
    if (this.#zookeeper.isConnected) return;
    const last = [];
    try {
      for (const line of fs.readFileSync(this.#cache, 'utf8').split('\n').filter(Boolean)) {
        const node = await this.#usable(Buffer.from(line), JSON.parse(line).id);
        if (node) last.push(node);
      }
    } catch {
      // no such file, or not ours: nothing is known then
    }
    this.#log(`zookeeper ${this.#settings.zookeeper} does not answer; going by ${last.length} brokers last known`);
    if (last.length > 0) this.#known(last);
  }

  close() {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#zookeeper.close();
  }
}
