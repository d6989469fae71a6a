// The little of ZooKeeper that a worker needs: to read nodes and to be told when they change.
//
// A session of its own for each connection: nothing of ours lives in it, so a lost one is only
// dialled again. Watches come with every read.

import net from 'node:net';

const CREATE_SESSION_MS = 15_000;
const TYPES = { exists: 3, data: 4, children: 12, ping: 11, auth: 100 };
const NO_NODE = -101;
const MOST_BYTES = 4 << 20;

/** Writes the records of the protocol: big-endian numbers, texts and bytes with their lengths. */
class Packet {
  #parts = [];
  int(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    this.#parts.push(bytes);
    return this;
  }
  long(value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(value));
    this.#parts.push(bytes);
    return this;
  }
  flag(value) {
    this.#parts.push(Buffer.from([value ? 1 : 0]));
    return this;
  }
  bytes(value) {
    const bytes = Buffer.from(value);
    this.int(bytes.length);
    this.#parts.push(bytes);
    return this;
  }
  framed() {
    const body = Buffer.concat(this.#parts);
    return Buffer.concat([new Packet().int(body.length).raw(), body]);
  }
  raw() {
    return Buffer.concat(this.#parts);
  }
}

export class ZooKeeper {
  #servers;
  #login;
  #changed;
  #socket = null;
  #xid = 0;
  #waiting = new Map();
  #pending = Buffer.alloc(0);
  #isOpen = false;
  #closed = false;
  #turn = 0;
  #timers = new Set();

  /**
   * @param address host:port, several separated by commas
   * @param login user:password of the digest scheme, or empty
   * @param changed called when something that was read has changed, or the connection came or went
   */
  constructor(address, login, changed) {
    this.#servers = address.split(',').map((one) => {
      const colon = one.lastIndexOf(':');
      return { host: one.slice(0, colon), port: Number(one.slice(colon + 1)) };
    });
    this.#login = login;
    this.#changed = changed;
    this.#dial();
  }

  get isConnected() {
    return this.#isOpen;
  }

  #dial() {
    if (this.#closed) return;
    const socket = net.connect(this.#servers[this.#turn++ % this.#servers.length]);
    this.#socket = socket;
    this.#pending = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.setTimeout(CREATE_SESSION_MS, () => socket.destroy());
    socket.on('connect', () => {
      socket.write(new Packet().int(0).long(0).int(CREATE_SESSION_MS).long(0).bytes(Buffer.alloc(16)).flag(false).framed());
    });
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => {});
    socket.on('close', () => this.#lost());
  }

  #lost() {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
    this.#waiting.forEach(({ reject }) => reject(new Error('the connection to zookeeper is lost')));
    this.#waiting.clear();
    if (this.#closed) return;
    if (wasOpen) this.#changed();
    this.#later(250 + Math.random() * 750, () => this.#dial());
  }

  #later(ms, what) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      what();
    }, ms);
    this.#timers.add(timer);
  }

  #take(bytes) {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    while (this.#pending.length >= 4) {
      const length = this.#pending.readInt32BE(0);
      if (length < 0 || length > MOST_BYTES) return this.#socket.destroy();
      if (this.#pending.length < 4 + length) return;
      const packet = this.#pending.subarray(4, 4 + length);
      this.#pending = this.#pending.subarray(4 + length);
      if (this.#isOpen) this.#reply(packet);
      else this.#opened(packet);
    }
  }

  #opened(packet) {
    const timeout = packet.readInt32BE(4);
    if (timeout <= 0) return this.#socket.destroy();
    this.#isOpen = true;
    if (this.#login) {
      this.#socket.write(new Packet().int(-4).int(TYPES.auth).int(0).bytes('digest').bytes(this.#login).framed());
    }
    this.#beat(timeout / 3);
    this.#changed();
  }

  #beat(ms) {
    this.#later(ms, () => {
      this.#socket.write(new Packet().int(-2).int(TYPES.ping).framed());
      this.#beat(ms);
    });
  }

  #reply(packet) {
    const xid = packet.readInt32BE(0);
    if (xid === -1) return this.#changed();
    if (xid < 0) return;
    const waiting = this.#waiting.get(xid);
    this.#waiting.delete(xid);
    const error = packet.readInt32BE(12);
    if (error !== 0 && error !== NO_NODE) waiting?.reject(new Error(`zookeeper says ${error}`));
    else waiting?.resolve(error === NO_NODE ? null : packet.subarray(16));
  }

  #ask(type, path) {
    if (!this.#isOpen) return Promise.reject(new Error('no connection to zookeeper'));
    const xid = ++this.#xid;
    return new Promise((resolve, reject) => {
      this.#waiting.set(xid, { resolve, reject });
      this.#socket.write(new Packet().int(xid).int(type).bytes(path).flag(true).framed());
    });
  }

  /** The names of a node's children, watched; none when it does not exist. */
  async children(path) {
    const reply = await this.#ask(TYPES.children, path);
    if (reply === null) {
      await this.#ask(TYPES.exists, path);
      return [];
    }
    const names = [];
    let at = 4;
    for (let i = reply.readInt32BE(0); i > 0; i--) {
      const length = reply.readInt32BE(at);
      names.push(reply.toString('utf8', at + 4, at + 4 + length));
      at += 4 + length;
    }
    return names;
  }

  /** A node's data, watched; null when it does not exist. */
  async data(path) {
    const reply = await this.#ask(TYPES.data, path);
    if (reply === null) return null;
    const length = Math.max(0, reply.readInt32BE(0));
    return reply.subarray(4, 4 + length);
  }

  close() {
    this.#closed = true;
    this.#timers.forEach(clearTimeout);
    this.#socket?.destroy();
  }
}
