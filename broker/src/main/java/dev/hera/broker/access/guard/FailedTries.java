package dev.hera.broker.access.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Bad tokens by source: ten a minute, then the source is turned away until the minute is over.
///
/// Any thread. Remembers a fixed number of sources; when more fail at once, the one that failed
/// longest ago is forgotten, which gives it a few tries more and costs no memory.
public final class FailedTries {
    /// Tries in a minute that are answered.
    public static final int ALLOWED = 10;

    static final int SOURCES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Tries> bySource = new LinkedHashMap<>();
    private volatile boolean quiet = true;

    private record Tries(long since, int count) {}

    /// @param nanos monotonic clock
    public FailedTries(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Nobody failed lately, so nobody can be over the limit.
    public boolean isQuiet() {
        return quiet;
    }

    /// A source showed a bad token.
    public void failed(String source) {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            Tries before = bySource.remove(source);
            Tries after =
                    before == null || isOver(before, now)
                            ? new Tries(now, 1)
                            : new Tries(before.since(), before.count() + 1);
            bySource.put(source, after);
            if (bySource.size() > SOURCES) {
                bySource.remove(bySource.keySet().iterator().next());
            }
            quiet = false;
        } finally {
            lock.unlock();
        }
    }

    /// How long a source is still turned away; zero when it is not.
    public Duration turnedAway(String source) {
        if (quiet) {
            return Duration.ZERO;
        }
        long now = nanos.getAsLong();
        lock.lock();
        try {
            Tries tries = bySource.get(source);
            if (tries == null) {
                return Duration.ZERO;
            }
            if (isOver(tries, now)) {
                bySource.remove(source);
                quiet = bySource.isEmpty();
                return Duration.ZERO;
            }
            return tries.count() < ALLOWED
                    ? Duration.ZERO
                    : Duration.ofNanos(tries.since() + WINDOW.toNanos() - now);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOver(Tries tries, long now) {
        return now - tries.since() >= WINDOW.toNanos();
    }

    /// Sources remembered.
    int sources() {
        lock.lock();
        try {
            return bySource.size();
        } finally {
            lock.unlock();
        }
    }
}
