package dev.hera.broker.link;

import java.util.concurrent.locks.ReentrantLock;

/// Lets so many workers begin their handshake: at once, and in a second. Any thread.
///
/// After a restart every worker dials at the same time; those put off come back a little later,
/// while calls go on.
final class Admission {
    private final int atOnce;
    private final int perSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private int pending;
    private int used;
    private long windowStart;

    Admission(int atOnce, int perSecond) {
        this.atOnce = atOnce;
        this.perSecond = perSecond;
    }

    /// Whether one more may begin now; each that may must [#ended] once.
    boolean begins(long nowNanos) {
        lock.lock();
        try {
            if (nowNanos - windowStart >= 1_000_000_000L || used == 0) {
                windowStart = nowNanos;
                used = 0;
            }
            if (pending >= atOnce || used >= perSecond) {
                return false;
            }
            pending++;
            used++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// A handshake ended, well or badly.
    void ended() {
        lock.lock();
        try {
            pending--;
        } finally {
            lock.unlock();
        }
    }

    int pending() {
        lock.lock();
        try {
            return pending;
        } finally {
            lock.unlock();
        }
    }
}
