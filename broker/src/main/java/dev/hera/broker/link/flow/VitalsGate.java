package dev.hera.broker.link.flow;

import dev.hera.wire.Vitals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/// Lets a worker's reports through: answers to what was asked, in order, at most five a second.
///
/// The pulse asks, the link's reader answers; both under one lock, since it is rare.
public final class VitalsGate {
    /// Most reports that change anything in one second.
    public static final int MAX_PER_SECOND = 5;

    private static final int MAX_ASKED = 16;

    private final Deque<Ask> asked = new ArrayDeque<>();
    private final Strikes reports = new Strikes(MAX_PER_SECOND, Duration.ofSeconds(1));
    private long lastSeq;
    private long heardNanos;

    private record Ask(long id, long nanos) {}

    /// @param nowNanos when the link came to be, which counts as hearing from it
    public VitalsGate(long nowNanos) {
        this.heardNanos = nowNanos;
    }

    /// A report was asked for.
    public synchronized void asked(long id, long nowNanos) {
        if (asked.size() == MAX_ASKED) {
            asked.removeFirst();
        }
        asked.addLast(new Ask(id, nowNanos));
    }

    /// Whether this id asks for a report.
    public synchronized boolean isAsked(long id) {
        return asked.stream().anyMatch(ask -> ask.id == id);
    }

    /// An ask was answered; how long it took in nanoseconds, or nothing when it was not asked.
    public synchronized OptionalLong answered(long id, long nowNanos) {
        for (Ask ask : asked) {
            if (ask.id == id) {
                asked.removeIf(older -> older.id <= id);
                heardNanos = nowNanos;
                return OptionalLong.of(nowNanos - ask.nanos);
            }
        }
        return OptionalLong.empty();
    }

    /// Whether a report may change anything: not too many, and newer than the last.
    public synchronized boolean accepts(Vitals vitals, long nowNanos) {
        if (reports.strike(nowNanos) || vitals.seq() <= lastSeq) {
            return false;
        }
        lastSeq = vitals.seq();
        return true;
    }

    /// For how long no ask has been answered, in nanoseconds.
    public synchronized long silence(long nowNanos) {
        return nowNanos - heardNanos;
    }
}
