package dev.hera.broker.link.flow;

import java.util.concurrent.locks.ReentrantLock;

/// Lets so many workers begin their handshake: at once, and in a second. Any thread.
///
/// After a restart every worker dials at the same time; those put off come back a little later,
/// while calls go on.
public final class Admission {
    private final int atOnce;
    private final int perSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private int pending;
    private int used;
    private long windowStart;

    /// @param atOnce most handshakes running
    /// @param perSecond most handshakes begun in a second
    public Admission(int atOnce, int perSecond) {
        this.atOnce = atOnce;
        this.perSecond = perSecond;
    }

    /// Whether one more may begin now; each that may must [#ended] once.
    public boolean begins(long nowNanos) {
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
    public void ended() {
        lock.lock();
        try {
            pending--;
        } finally {
            lock.unlock();
        }
    }
}
