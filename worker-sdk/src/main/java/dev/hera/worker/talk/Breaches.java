package dev.hera.worker.talk;

import java.time.Duration;

/// Counts how often the other side broke the protocol in the last minute; the reading thread.
final class Breaches {
    private static final int MOST = 20;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private long since = System.nanoTime();
    private int count;
    private String last = "";

    void add(String why) {
        long now = System.nanoTime();
        if (now - since > MINUTE) {
            since = now;
            count = 0;
        }
        count++;
        last = why;
    }

    boolean tooMany() {
        return count > MOST;
    }

    @Override
    public String toString() {
        return count + " times in a minute, last: " + last;
    }
}
