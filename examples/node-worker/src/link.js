// The link to one broker: dials, and dials again for as long as it is wanted.

import { Conversation } from './conversation.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const STABLE_MS = 60_000;
const HUSH_MS = 10_000;

/** How long to wait after so many failures in a row: full jitter, doubled each time. */
export const pause = (failures, random = Math.random) => random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);

export class Link {
  #worker;
  #node;
  #wanted = true;
  #present = true;
  #failures = 0;
  #open = new Set();
  #current = null;
  #nudge = () => {};
  #saidAt = 0;
  isOver = false;

  constructor(worker, node, firstPause) {
    this.#worker = worker;
    this.#node = node;
    this.#live(firstPause);
  }

  async #live(firstPause) {
    await this.#rest(firstPause);
    while (this.#wanted && this.#present) {
      const ending = await this.#once();
      if (this.#wanted && this.#present) {
        const ms = this.#pauseAfter(ending);
        this.#say(`no link to broker ${this.#node.id}: ${ending.why ?? 'it is going'}; next try in ${Math.round(ms)} ms`);
        await this.#rest(ms);
      }
    }
    this.isOver = true;
  }

  async #once() {
    const conversation = new Conversation(this.#worker, this.#node);
    const began = Date.now();
    this.#open.add(conversation);
    conversation.end.then(() => this.#open.delete(conversation));
    conversation.opened = () => {
      this.#current?.retire();
      this.#current = conversation;
    };
    const ending = await conversation.turn;
    if (Date.now() - began >= STABLE_MS) this.#failures = 0;
    return ending;
  }

  #pauseAfter(ending) {
    if (ending.kind === 'lameDuck') return ending.after;
    const ms = pause(this.#failures++);
    if (ending.kind === 'rejected') return LONGEST_PAUSE_MS / 2 + Math.random() * (LONGEST_PAUSE_MS / 2);
    return ending.retryAfter > 0 ? ending.retryAfter * (1 + Math.random() / 2) : ms;
  }

  /** Waits; a nudge cuts it short, but not to nothing, lest all workers come at once. */
  async #rest(ms) {
    const nudged = await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#nudge = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
    this.#nudge = () => {};
    if (nudged && this.#wanted && this.#present) await new Promise((resolve) => setTimeout(resolve, pause(0)));
  }

  #say(line) {
    if (Date.now() - this.#saidAt > HUSH_MS) {
      this.#saidAt = Date.now();
      this.#worker.log(line);
    }
  }

  /** The socket that stands; null while there is none. */
  get open() {
    return this.#current?.isOpen ? this.#current : null;
  }

  /** The broker is there, perhaps started anew: a pause is cut short for that. */
  seen(node) {
    const reborn = node.boot !== this.#node.boot || node.host !== this.#node.host || node.ports.link !== this.#node.ports.link;
    this.#node = node;
    this.#present = true;
    if (reborn) this.#nudge();
  }

  /** Its node is gone: a working link stays until it ends. */
  vanished() {
    this.#present = false;
    this.#nudge();
  }

  vitals(report) {
    if (this.#current?.isOpen) this.#current.vitals(report);
  }

  announce() {
    if (this.#current?.isOpen) this.#current.announce();
  }

  /** Dials nobody any more, and tells the broker that the worker goes. */
  async drain(reason, deadlineMs, patience) {
    this.#wanted = false;
    this.#nudge();
    await Promise.all([...this.#open].map((one) => one.drain(reason, deadlineMs, patience)));
  }

  /** Ends it for good; resolves when its sockets are gone. */
  async close() {
    this.#wanted = false;
    this.#nudge();
    const open = [...this.#open];
    open.forEach((one) => one.leave());
    await Promise.all(open.map((one) => one.end));
  }
}
