// How this process feels: CPU, memory and garbage collection, as every broker asks for them.

import fs from 'node:fs';
import os from 'node:os';
import { PerformanceObserver } from 'node:perf_hooks';
import v8 from 'node:v8';

const FRESH_MS = 200;
const share = (part, whole) => (whole > 0 && Number.isFinite(part / whole) ? Math.min(1, Math.max(0, part / whole)) : 0);

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Cores this process may use: the control group's quota, at most those there are. */
export function cores() {
  const [quota, period] = read('/sys/fs/cgroup/cpu.max').split(' ').map(Number);
  const older = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us')) / Number(read('/sys/fs/cgroup/cpu/cpu.cfs_period_us'));
  const limits = [quota / period, older].filter((cores) => cores > 0 && Number.isFinite(cores));
  return Math.min(os.cpus().length || 1, ...limits);
}

function hostTime() {
  const times = os.cpus().map((cpu) => cpu.times);
  const total = times.reduce((sum, t) => sum + t.user + t.nice + t.sys + t.idle + t.irq, 0);
  return { total, busy: total - times.reduce((sum, t) => sum + t.idle, 0) };
}

/** Bytes this process may use: the control group's limit, or what the heap may grow to. */
export function memoryLimit() {
  const group = process.constrainedMemory?.() ?? 0;
  return group > 0 && group < 2 ** 50 ? group : v8.getHeapStatistics().heap_size_limit;
}

export class Vitals {
  #seq = 0;
  #gcMs = 0;
  #heapAfterGc = 0;
  #before = { at: performance.now(), cpu: process.cpuUsage(), host: hostTime() };
  #last = { cpu: 0, cpuHost: 0, gcMs: 0 };
  #observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) this.#gcMs += entry.duration;
    this.#heapAfterGc = process.memoryUsage().heapUsed;
  });

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  #measure() {
    const now = { at: performance.now(), cpu: process.cpuUsage(), host: hostTime() };
    const ms = now.at - this.#before.at;
    if (ms < FRESH_MS) return;
    const used = (now.cpu.user + now.cpu.system - this.#before.cpu.user - this.#before.cpu.system) / 1000;
    this.#last = {
      cpu: share(used, ms * cores()),
      cpuHost: share(now.host.busy - this.#before.host.busy, now.host.total - this.#before.host.total),
      gcMs: Math.round(this.#gcMs),
    };
    this.#gcMs = 0;
    this.#before = now;
  }

  /** A report, one number higher than the last. */
  report(state, inFlight, inFlightMean) {
    this.#measure();
    const limit = memoryLimit();
    const rss = process.memoryUsage.rss();
    const heap = share(this.#heapAfterGc, v8.getHeapStatistics().heap_size_limit);
    return {
      seq: ++this.#seq,
      uptimeMs: Math.round(process.uptime() * 1000),
      state,
      cpu: this.#last.cpu,
      cpuHost: this.#last.cpuHost,
      rss,
      memoryLimit: limit,
      memoryUse: heap,
      inFlight,
      inFlightMean: Math.min(1e6, inFlightMean),
      gcMs: this.#last.gcMs,
    };
  }

  close() {
    this.#observer.disconnect();
  }
}
