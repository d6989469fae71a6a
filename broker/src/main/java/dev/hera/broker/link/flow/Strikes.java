package dev.hera.broker.link.flow;

import java.time.Duration;

/// Counts offences of one link in windows of a fixed length; only the thread that reads the link.
public final class Strikes {
    private final int allowed;
    private final long windowNanos;
    private long windowStart;
    private int count;

    /// @param allowed how many a window may hold
    public Strikes(int allowed, Duration window) {
        this.allowed = allowed;
        this.windowNanos = window.toNanos();
    }

    /// One more; true when the window holds too many now.
    public boolean strike(long nowNanos) {
        if (count == 0 || nowNanos - windowStart >= windowNanos) {
            windowStart = nowNanos;
            count = 0;
        }
        count++;
        return count > allowed;
    }
}
