// Asks again and again, one question at a time, and not while nobody looks.

let paused = false;
const waiting = new Set();

export const isPaused = () => paused;

export function pause(now) {
  paused = now;
  if (!paused) {
    wake();
  }
}

/** Everybody asks at once. */
export function wake() {
  for (const one of [...waiting]) {
    one();
  }
}

document.addEventListener('visibilitychange', () => document.hidden || wake());

/**
 * Runs `task(signal)` every so many milliseconds until closed; a task that takes long is asked for
 * more seldom, so that a slow broker is not slowed further.
 */
export function poll(task, every) {
  const end = new AbortController();
  let timer;
  let running = false;
  const run = async () => {
    if (running || end.signal.aborted) {
      return;
    }
    running = true;
    waiting.delete(run);
    clearTimeout(timer);
    const began = performance.now();
    try {
      await task(end.signal);
    } finally {
      running = false;
      const pauseFor = Math.max(every, 4 * (performance.now() - began));
      if (!end.signal.aborted) {
        waiting.add(run);
        timer = setTimeout(() => paused || document.hidden || run(), pauseFor);
      }
    }
  };
  run();
  return {
    now: run,
    close() {
      end.abort();
      waiting.delete(run);
      clearTimeout(timer);
    },
  };
}
